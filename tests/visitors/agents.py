"""User agents as they are seen in the wild: people's with what they hold and the app they tapped in, and machines'."""

from __future__ import annotations

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
IPAD = "Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
ANDROID = "Mozilla/5.0 (Linux; Android {}) AppleWebKit/537.36 (KHTML, like Gecko) "
GALAXY = (
    ANDROID.format("14; SM-S918B Build/UP1A.231005.007; wv") + "Version/4.0 Chrome/126.0.6478.71 Mobile Safari/537.36 "
)
ANONYMOUS = ANDROID.format("10; K")
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/"
LINUX = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
FACEBOOK_IOS = (
    "Mobile/15E148 [FBAN/FBIOS;FBAV/467.0.0.34.104;FBBV/602321418;FBDV/iPhone14,5;FBMD/iPhone;FBSN/iOS;FBLC/en_US]"
)
INSTAGRAM_ANDROID = (
    "Instagram 334.0.0.42.95 Android (34/14; 480dpi; 1080x2115; samsung; SM-S918B; dm3q; qcom; en_US; 6097754)"
)
ANDROID_15 = ANDROID.format("15; CPH2655 Build/AP3A.240617.008; wv")

# What a browser that stands alone says; its device class, system and name.
BROWSERS = (
    (IPHONE + "Version/17.5 Mobile/15E148 Safari/604.1", "mobile", "iOS", "Safari"),
    (IPHONE + "CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1", "mobile", "iOS", "Chrome"),
    (IPHONE + "FxiOS/127.0 Mobile/15E148 Safari/605.1.15", "mobile", "iOS", "Firefox"),
    (IPHONE + "EdgiOS/125.0.2535.96 Version/17.0 Mobile/15E148 Safari/604.1", "mobile", "iOS", "Edge"),
    (IPHONE + "Version/17.5 Mobile/15E148 DuckDuckGo/7 Safari/605.1.15", "mobile", "iOS", "DuckDuckGo"),
    (IPHONE + "Mobile/15E148", "mobile", "iOS", "iOS WebView"),
    (IPAD + "Version/16.6 Mobile/15E148 Safari/604.1", "tablet", "iOS", "Safari"),
    (ANONYMOUS + "Chrome/126.0.0.0 Mobile Safari/537.36", "mobile", "Android", "Chrome"),
    (ANONYMOUS + "Chrome/126.0.0.0 Safari/537.36", "tablet", "Android", "Chrome"),
    (ANDROID_15 + "Version/4.0 Chrome/142.0.7444.142 Mobile Safari/537.36", "mobile", "Android", "Android WebView"),
    (
        ANDROID.format("13; SAMSUNG SM-A536B") + "SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
        "mobile",
        "Android",
        "Samsung Internet",
    ),
    (
        ANDROID.format("12; SAMSUNG SM-T870") + "SamsungBrowser/25.0 Chrome/121.0.0.0 Safari/537.36",
        "tablet",
        "Android",
        "Samsung Internet",
    ),
    (ANDROID.format("13; SM-F946B") + "Chrome/121.0.0.0 Safari/537.36", "mobile", "Android", "Chrome"),
    (
        ANDROID.format("12; HarmonyOS; NOH-AN00; HMSCore 6.13.0.322")
        + "Chrome/114.0.5735.196 HuaweiBrowser/15.0.4.312 Mobile Safari/537.36",
        "mobile",
        "Android",
        "Huawei Browser",
    ),
    (
        ANDROID.format("13; en-us; 2201117TY Build/TKQ1.221114.001")
        + "Version/4.0 Chrome/112.0.5615.136 Mobile Safari/537.36 XiaoMi/MiuiBrowser/14.15.0-gn",
        "mobile",
        "Android",
        "Mi Browser",
    ),
    (
        ANDROID.format("9; KFMAWI") + "Silk/122.3.1 like Chrome/122.0.6261.94 Safari/537.36",
        "tablet",
        "Android",
        "Amazon Silk",
    ),
    (
        ANDROID.format("8.1.0; CUBOT X18 Plus") + "Chrome/98.0.4758.101 Mobile Safari/537.36",
        "mobile",
        "Android",
        "Chrome",
    ),
    (
        ANDROID.format("4.4.2; Discovery Air") + "Chrome/81.0.4044.138 Mobile Safari/537.36",
        "mobile",
        "Android",
        "Chrome",
    ),
    ("Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0", "mobile", "Android", "Firefox"),
    ("Mozilla/5.0 (Android 14; Tablet; rv:127.0) Gecko/127.0 Firefox/127.0", "tablet", "Android", "Firefox"),
    (
        "Opera/9.80 (Android; Opera Mini/36.2.2254/119.132; U; id) Presto/2.12.423 Version/12.16",
        "mobile",
        "Android",
        "Opera Mini",
    ),
    ("Mozilla/5.0 (Mobile; Nokia_8110_4G; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5", "mobile", "KaiOS", "Firefox"),
    (WINDOWS + "Chrome/126.0.0.0 Safari/537.36", "desktop", "Windows", "Chrome"),
    (WINDOWS + "Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0", "desktop", "Windows", "Edge"),
    (WINDOWS + "Chrome/126.0.0.0 Safari/537.36 OPR/111.0.0.0", "desktop", "Windows", "Opera"),
    (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0",
        "desktop",
        "Windows",
        "Firefox",
    ),
    (
        "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko",
        "desktop",
        "Windows",
        "Internet Explorer",
    ),
    (MAC + "605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15", "desktop", "macOS", "Safari"),
    (MAC + "537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36", "desktop", "macOS", "Chrome"),
    (LINUX + "Chrome/126.0.0.0 Safari/537.36", "desktop", "Linux", "Chrome"),
    ("Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "desktop", "Linux", "Firefox"),
    (
        LINUX.replace("Linux x86_64", "CrOS x86_64 14541.0.0") + "Chrome/125.0.0.0 Safari/537.36",
        "desktop",
        "ChromeOS",
        "Chrome",
    ),
    (
        "Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/94.0.4606.128 Safari/537.36",
        "other",
        "webOS",
        "Chrome",
    ),
    (
        "Mozilla/5.0 (Linux; Tizen 6.5; SMART-TV; LINUX) AppleWebKit/537.36 (KHTML, like Gecko) 85.0 TV Safari/537.36",
        "other",
        "Tizen",
        "Safari",
    ),
    (
        "Mozilla/5.0 (PlayStation; PlayStation 5/6.00) AppleWebKit/605.1 (KHTML, like Gecko) Version/15.4 Safari/605.1",
        "other",
        None,
        "Safari",
    ),
)

# What an app's own browser says, and the app.
IN_APP = (
    (IPHONE + "Mobile/15E148 Instagram 335.1.8.26.85 (iPhone15,3; iOS 17_5_1; en_US; en; scale=3.00)", "Instagram"),
    (GALAXY + INSTAGRAM_ANDROID, "Instagram"),
    (ANDROID_15 + "Version/4.0 Chrome/142.0.7444.142 Mobile Safari/537.36 " + INSTAGRAM_ANDROID, "Instagram"),
    (IPHONE + "Mobile/15E148 Barcelona 336.0.0.30.92 (iPhone14,5; iOS 17_5_1)", "Threads"),
    (IPHONE + FACEBOOK_IOS, "Facebook"),
    (GALAXY + "[FB_IAB/FB4A;FBAV/468.1.0.56.78;]", "Facebook"),
    (GALAXY + "MetaIAB Facebook", "Facebook"),
    (IPHONE + "Mobile/22G100 Safari/604.1 MetaIAB Facebook", "Facebook"),
    (GALAXY + "MetaIAB Instagram", "Instagram"),
    (
        "[FBAN/FB4A;FBAV/567.1.0.52.74;FBLC/nl_NL;FBMF/samsung;FBPN/com.facebook.katana;FBDV/SM-S921B;FBSV/16]",
        "Facebook",
    ),
    (IPHONE + "Mobile/15E148 [FBAN/MessengerForiOS;FBAV/460.0.0.30.109;FBBV/6]", "Messenger"),
    (GALAXY + "[FB_IAB/Orca-Android;FBAV/461.0.0.45.109;]", "Messenger"),
    (IPHONE + "Mobile/15E148 WhatsApp/2.24.12.78", "WhatsApp"),
    (GALAXY + "WhatsApp/2.24.12.78", "WhatsApp"),
    (
        IPHONE + "Mobile/15E148 musical_ly_35.1.0 JsSdk/2.0 NetType/WIFI ByteLocale/en BytedanceWebview/d8a21c6",
        "TikTok",
    ),
    (GALAXY + "trill_350103 JsSdk/1.0 NetType/WIFI AppName/trill BytedanceWebview/d8a21c6", "TikTok"),
    (IPHONE + "Mobile/15E148 [LinkedInApp]/9.29.7275", "LinkedIn"),
    (IPHONE + "Mobile/15E148 Snapchat/12.89.0.35 (like Safari/8618.2.12.10.9, panda)", "Snapchat"),
    (GALAXY + "Snapchat/12.90.0.35 (SM-S918B; Android 14#S918BXXS3BXBD#34; gzip; )", "Snapchat"),
    (IPHONE + "Mobile/15E148 Twitter for iPhone/10.44", "X"),
    (GALAXY + "TwitterAndroid", "X"),
    (IPHONE + "Mobile/15E148 [Pinterest/iOS]", "Pinterest"),
    (GALAXY + "[Pinterest/Android]", "Pinterest"),
    (GALAXY + "Telegram-Android/10.14.5 (Samsung SM-S918B; Android 14; SDK 34; HIGH)", "Telegram"),
    (IPHONE + "Mobile/15E148 MicroMessenger/8.0.49(0x1800312f) NetType/WIFI Language/en", "WeChat"),
    (GALAXY + "MMWEBID/1 MicroMessenger/8.0.49.2600(0x28003133) WeChat/arm64 Weixin NetType/WIFI", "WeChat"),
    (IPHONE + "Mobile/15E148 Safari Line/14.8.0", "LINE"),
    (GALAXY + "Line/14.9.0/IAB", "LINE"),
    (GALAXY + "KAKAOTALK 10.8.3", "KakaoTalk"),
    (GALAXY + "Viber/22.3.0.4", "Viber"),
    (GALAXY + "Zalo android/24061", "Zalo"),
    (IPHONE + "GSA/318.0.638706424 Mobile/15E148 Safari/604.1", "Google"),
)
