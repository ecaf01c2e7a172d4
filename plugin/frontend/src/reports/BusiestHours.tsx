/** At which hours of the week people click: seven days of 24 hours, the darker the busier. */
import { counted } from '../look/numbers'
import { Panel } from '../look/Panel'
import { Unanswered } from './Answered'
import { useAnswer } from './report'
import css from './reports.module.css'
import { bestHour, hourName } from './sentence'
import { zoneName } from './window'

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const EVERY_THIRD = [0, 3, 6, 9, 12, 15, 18, 21]

type Week = readonly (readonly number[])[]

/** How dark an hour is, 0 to 5, for its clicks. */
export function heat(clicks: number, busiest: number): number {
  return clicks > 0 ? Math.max(1, Math.ceil((clicks / busiest) * 5)) : 0
}

function Hours({ week }: { week: Week }) {
  const busiest = Math.max(1, ...week.flat())
  return (
    <div className={css.week} aria-hidden>
      {EVERY_THIRD.map((hour) => (
        <span key={hour} className={css.hour} style={{ gridColumn: hour + 2 }}>
          {hourName(hour).replace(' ', '').replace(/m$/u, '')}
        </span>
      ))}
      {week.map((day, index) => (
        <div key={DAYS[index]} className={css.day}>
          <span>{DAYS[index]}</span>
          {day.map((clicks, hour) => (
            <i
              key={hourName(hour)}
              style={{ background: `var(--sl-s${heat(clicks, busiest)})` }}
              title={`${DAYS[index]}, ${hourName(hour)}: ${counted(clicks, 'click')}`}
            />
          ))}
        </div>
      ))}
    </div>
  )
}

function AsTable({ week }: { week: Week }) {
  return (
    <details className={css.asTable}>
      <summary>View as table</summary>
      <div className={css.tableScroll}>
        <table>
          <thead>
            <tr>
              <th scope="col">Hour</th>
              {DAYS.map((day) => (
                <th key={day} scope="col">
                  {day}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(week[0] ?? []).map((_, hour) => (
              <tr key={hourName(hour)}>
                <th scope="row">{hourName(hour)}</th>
                {week.map((day, index) => (
                  <td key={DAYS[index]}>{day[hour]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

/** The card "Busiest hours". */
export function BusiestHours() {
  const { answer, zone, error, refetch } = useAnswer('busiest_hours')
  return (
    <Panel title="Busiest hours" side={<span className="sl-cap">{zoneName(zone)}</span>}>
      {!answer && <Unanswered error={error} retry={refetch} />}
      {answer && (
        <figure>
          <div role="img" aria-label={`Clicks by hour of the week. ${bestHour(answer)}`}>
            <Hours week={answer} />
          </div>
          <figcaption className={css.finding}>{bestHour(answer)}</figcaption>
          <AsTable week={answer} />
        </figure>
      )}
    </Panel>
  )
}
