"""The words by which machines give themselves away in a user agent, and those of people that look alike."""

from __future__ import annotations

# All are compared without regard to case, by an engine without look-around.

# Who fetches a link to draw its card where it is posted or sent: a link may show them a card of its own.
PREVIEWERS = (
    r"^WhatsApp/",
    r"facebookexternalhit",
    r"\bfacebookcatalog",
    r"\bFacebot\b",
    r"meta-externalfetcher",
    r"Twitterbot",
    r"LinkedInBot",
    r"Slackbot|Slack-ImgProxy",
    r"Discordbot",
    r"TelegramBot",
    r"SkypeUriPreview|Skype ?Bot",
    r"MicrosoftPreview|BingPreview|Teams-?Preview",
    r"Microsoft Office|ms-office|OfficeLinkPreview",
    r"Pinterest(?:bot|/0\.)",
    r"redditbot",
    r"Iframely|Embedly|unfurl|oEmbed",
    r"Snap URL Preview|Snapchat.*Preview",
    r"vkShare",
    r"Google-(?:PageRenderer|Read-Aloud)|Google.{0,12}Preview",
    r"Bluesky Cardyb|Cardyb",
    r"\bMastodon/|Pleroma|Misskey|Akkoma|Synapse/|http\.rb/.*Mastodon",
    r"\bTumblr/\d",
    r"line-?poker",
    r"kakaotalk-?scrap",
    r"YahooMailProxy|Yahoo Link Preview",
    r"XING-contenttabreceiver",
    r"Notion(?:Embedder|bot)",
    r"Flipboard(?:Proxy|RSS)",
    r"Applebot.*iMessage|iMessage",
    r"(?:link|url|uri|page|site|web|chat|thumbnail)[ _-]?preview",
    r"[a-z]preview\b|preview[ _-]?(?:bot|service|fetch|agent|er\b)",
    r"Open ?Graph|\bogp?[ _-]?(?:scraper|fetch|parser|bot)",
    r"Rocket\.Chat|Mattermost-Bot|Zulip|Viber.*(?:bot|preview)|ZaloPC-?Preview",
    r"Signal-?(?:Link|Preview)|Wire LinkPreview",
)
# Libraries and programs that fetch by themselves.
SCRIPTS = (
    r"^(?:curl|wget|libwww|lwp|python|go-http|java|ruby|php|perl|node|axios|okhttp|dart|apache-|postman|insomnia|guzzle)",
    r"^(?:http|got |undici|deno|bun/|rest-?client|reqwest|aiohttp|aria2|winhttp|powershell|ktor|retrofit)",
    r"\b(?:curl|wget|urllib|libcurl|okhttp|cfnetwork|aiohttp|guzzlehttp|python-requests|winhttp|scrapy)\b",
    r"http[ _-]?(?:client|request|rb\b|get\b)|httpclient|libwww-perl|lwp::",
    r"WindowsPowerShell|HTTrack|Go-http-client|node-fetch|Zgrab|masscan|nikto|sqlmap|nuclei|nmap",
)
# What no person's browser calls itself.
CRAWLERS = (
    r"bot\b|bot[0-9_]|bots\b|robot",
    r"crawl|spider|slurp|scrap(?:e|y|ing)|archiv|index(?:er|ing)\b|harvest|extract",
    r"fetch|validat|monitor|uptime|check(?:er|ing|s)?\b|scan(?:ner|ning)?\b|prob(?:e|ing)\b|\bping|watchdog|\baudit",
    r"headless|phantomjs|puppeteer|playwright|selenium|webdriver|lighthouse|page ?speed|cypress",
    r"\bagent[/ -]|-agent\b|agent\b\)|research|survey|\bseo\b|feed(?:er|ly|fetch|burner|parser)|\brss\b|synthetic",
    r"https?:|\bwww\.|\w@\w[\w-]*\.[a-z]{2,}|\(at\)",
    r"like Gecko; ?[a-z]|\bTime/\d{10}|\[at\]|; at; ",
    r"\w(?:agent|lookup|finder|scorer|detector|inspector|advisor|diagnostics|measurement|reputation|radar|leads?)\b",
    r"\bsearch(?:er|bot)?/|nutch|heritrix|\bproxy\b|analy[sz]er|collector|grabber|reader/|download(?:er)?\b",
    r"\bGPTBot|ChatGPT-User|OAI-SearchBot|anthropic-ai|Claude(?:-|Bot)|Perplexity|cohere-ai|\bAI2Bot|CCBot|\bLLM",
)
# What a browser that says Mozilla says beside it.
ENGINES = (
    r"AppleWebKit|Gecko/|KHTML|Trident|MSIE|Presto|Opera|Goanna|Servo|NetFront|Netscape|Navigator|BlackBerry|Nokia",
    r"Konqueror|Firefox|Chrome|Safari|Kindle|PlayStation|Nintendo|Windows CE|Symbian|Maemo|rv:\d|AmigaOS",
    r"\[[a-z]{2}\]|BREW|Palm|Windows Phone|Roku|AppleTV|Android [\d.]+;.*Build/|CPU (?:iPhone )?OS",
)
# A browser that does not begin with Mozilla: phones before smartphones, Opera, text browsers, apps' own windows.
OLD_BROWSERS = (
    r"^(?:Opera|UCWEB|JUC|MQQBrowser|Lynx|w3m|ELinks|Links|Dillo|NetSurf|Palm|Instagram|Outlook-|NCSA|iBrowse|Midori|OmniWeb)",
    r"^(?:Nokia|SAMSUNG|SonyEricsson|BlackBerry|LG|MOT|HTC|ZTE|Huawei|Alcatel|Lenovo|SEC-|SIE-|Sagem|Philips|Panasonic)",
    r"^(?:SHARP|Spice|Micromax|Karbonn|Lava|itel|TECNO|Infinix|OPPO|vivo|Xiaomi|GT-|SM-|T-Mobile|Vodafone)",
    r"^(?:DoCoMo|KDDI|SoftBank|J-PHONE|Dalvik/|iPhone|iPod|iPad|Safari|com\.apple\.WebKit|HbbTV|smarttv|OPR/|Aloha)",
    r"MIDP|Profile/|Configuration/|MAUI|UP\.Browser|Obigo|NetFront|Teleca|Browser/|AppleWebKit|\bFBAV/",
    r"Release/|Build/|; Android \d",
)
# What people's browsers say that holds a machine's word, cut out before a second look: makes and models of phones.
PEOPLE = (
    r"Android [\d.]+; (?:[a-z]{2}[-_][a-z]{2}; )?[^;)/]*?(?:Build/[^;)]*|(?=[;)/]))",
    r"cubot[ _\w]*",
    r"[;\s](?:[A-Z]|ID|POWER|VR)[ _]?bot\b[\w ]*",
    r"HbbTV/[\d.]+ ?\([^)]*\)",
    r"Sogou(?:MSE|MobileBrowser)[/\d.]*",
    r"QQDownload \d*|baiduboxapp/\S+|search/[\d.]+ (?=baidu)|SogouSearch|MetaIAB\b( \w+)?|AppleSilicon Sonic",
    r"^(?:Lynx|amaya|\w+_Mosaic)/.*",
    r"^(?:Safari|com\.apple\.WebKit|Sleipnir|OmniWeb)[\w./%]* CFNetwork/[\d.]+",
)
