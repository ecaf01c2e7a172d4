"""What machines say of themselves, as seen in the wild, with the reason that each is known by."""

from __future__ import annotations

from tests.visitors.agents import IPHONE, LINUX, WINDOWS

COMPATIBLE = "Mozilla/5.0 (compatible; {})"
KHTML = "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; {})"
NEXUS = "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) "
OLD_SAFARI = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 "

PREVIEWERS = (
    "WhatsApp/2.23.18.78 i",
    "WhatsApp/2.19.81 A",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "facebookexternalhit/1.1",
    "facebookexternalhit/1.1;line-poker/1.0",
    OLD_SAFARI + "Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
    "Twitterbot/1.0",
    "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Slack-ImgProxy (+https://api.slack.com/robots)",
    COMPATIBLE.format("Discordbot/2.0; +https://discordapp.com"),
    "TelegramBot (like TwitterBot)",
    "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com",
    "Pinterest/0.2 (+https://www.pinterest.com/bot.html)",
    COMPATIBLE.format("redditbot/1.0; +http://www.reddit.com/feedback"),
    COMPATIBLE.format("vkShare; +http://vk.com/dev/Share"),
    NEXUS + "Chrome/59.0.3071.125 Mobile Safari/537.36 (compatible; Google-Read-Aloud; +https://support.google.com/)",
    "kakaotalk-scrap/1.0",
    "Viber/13.0",
    "Snap URL Preview Service; bot; snapchat; https://developers.snap.com/robots",
    "Mastodon/4.2.1 (http.rb/5.1.1; +https://mastodon.social/)",
    "Bluesky Cardyb/1.1; +mailto:support@bsky.app",
    "Iframely/1.3.1 (+https://iframely.com/docs/about)",
    "Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/534+ (KHTML, like Gecko) BingPreview/1.0b",
    "MicrosoftPreview/2.0 +https://aka.ms/MicrosoftPreview",
    "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.5; Pro)",
    "SomeNewMessenger LinkPreview/1.0",
)
CRAWLERS = (
    COMPATIBLE.format("Googlebot/2.1; +http://www.google.com/bot.html"),
    NEXUS + "Chrome/125.0.6422.175 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    COMPATIBLE.format("bingbot/2.0; +http://www.bing.com/bingbot.htm"),
    COMPATIBLE.format("YandexBot/3.0; +http://yandex.com/bots"),
    COMPATIBLE.format("Baiduspider/2.0; +http://www.baidu.com/search/spider.html"),
    COMPATIBLE.format("DuckDuckBot-Https/1.1; https://duckduckgo.com/duckduckbot"),
    COMPATIBLE.format("AhrefsBot/7.0; +http://ahrefs.com/robot/"),
    OLD_SAFARI + "Safari/605.1.15 (Applebot/0.1; +http://www.apple.com/go/applebot)",
    NEXUS + "Chrome/41 Mobile Safari/537.36 (compatible; Bytespider; spider-feedback@bytedance.com)",
    KHTML.format("GPTBot/1.1; +https://openai.com/gptbot"),
    KHTML.format("ClaudeBot/1.0; +claudebot@anthropic.com"),
    LINUX + "HeadlessChrome/120.0.0.0 Safari/537.36",
    IPHONE + "Version/17.0 Mobile/15E148 Safari/604.1 (compatible; NeverHeardOfBot/1.0)",
    WINDOWS + "Chrome/126.0.0.0 Safari/537.36 SiteUptimeMonitor/2",
    WINDOWS + "Chrome/126.0.0.0 Safari/537.36 (+https://example.com/why-we-call)",
    WINDOWS.replace("Gecko)", "Gecko; Some-Thumbnails)") + "Chrome/126.0.0.0 Safari/537.36",
    "ia_archiver",
)
SCRIPTS = (
    "curl/8.4.0",
    "Wget/1.21.4",
    "python-requests/2.31.0",
    "Python/3.11 aiohttp/3.9.1",
    "Go-http-client/2.0",
    "okhttp/4.12.0",
    "node",
    "axios/1.6.2",
    "Java/17.0.1",
    "PostmanRuntime/7.36.0",
    "SomeApp/12 CFNetwork/1496.0.7 Darwin/23.5.0",
    "Mozilla/5.0",
    COMPATIBLE.format("SomethingNew/1.0"),
    "-",
    "something",
)
