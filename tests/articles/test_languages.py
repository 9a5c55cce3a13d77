"""The language of short, long and mixed texts; sentences written for it."""

from __future__ import annotations

import pytest

from onrecord.articles.languages import UNKNOWN, language_of

NEWS = {
    "en": ("Rebels killed four soldiers near the border on Monday, police said.",),
    "fr": ("Des hommes armés ont tué quatre soldats près de la frontière lundi.", "Attaque au nord du Mali, dix morts"),
    "es": ("Hombres armados mataron a cuatro soldados cerca de la frontera.", "Ataque contra un pueblo del norte"),
    "pt": ("Homens armados mataram quatro soldados perto da fronteira.", "Ataque a uma aldeia no norte de Moçambique"),
    "de": ("Bewaffnete Männer töteten am Montag vier Soldaten nahe der Grenze.", "Angriff auf ein Dorf im Norden"),
    "it": ("Uomini armati hanno ucciso quattro soldati vicino al confine.", "Attacco a un villaggio nel nord"),
    "nl": ("Gewapende mannen hebben maandag vier soldaten gedood bij de grens.", "Aanval op een dorp in het noorden"),
    "pl": ("Uzbrojeni mężczyźni zabili w poniedziałek czterech żołnierzy.", "Atak na wioskę na północy kraju"),
    "ru": ("Вооружённые люди убили четырёх солдат у границы в понедельник.", "Нападение на деревню на севере"),
    "uk": ("Озброєні люди вбили чотирьох солдатів біля кордону в понеділок.", "Напад на село на півночі країни"),
    "tr": ("Silahlı kişiler pazartesi günü sınır yakınında dört askeri öldürdü.", "Kuzeydeki köye saldırı düzenlendi"),
    "ar": ("قتل مسلحون أربعة جنود قرب الحدود يوم الاثنين بحسب الشرطة.", "هجوم على قرية في شمال البلاد"),
    "fa": ("افراد مسلح روز دوشنبه چهار سرباز را در نزدیکی مرز کشتند.", "حمله به روستایی در شمال کشور"),
    "ur": ("مسلح افراد نے پیر کے روز سرحد کے قریب چار فوجیوں کو ہلاک کر دیا۔", "شمال میں ایک گاؤں پر حملہ"),
    "ps": ("وسله والو کسانو د دوشنبې په ورځ د پولې سره نږدې څلور سرتیري ووژل.",),
    "he": ("חמושים הרגו ארבעה חיילים ליד הגבול ביום שני.", "מתקפה על כפר"),
    "hi": ("सोमवार को सीमा के पास बंदूकधारियों ने चार सैनिकों को मार डाला।", "उत्तर में एक गाँव पर हमला"),
    "bn": ("সোমবার সীমান্তের কাছে বন্দুকধারীরা চার সেনাকে হত্যা করেছে।", "উত্তরের একটি গ্রামে হামলা"),
    "zh": ("警方称，武装人员周一在边境附近打死四名士兵，并焚烧了两辆汽车。", "北部一个村庄遭到袭击"),
    "ja": ("月曜日、国境付近で武装集団が兵士四人を殺害したと警察が発表した。", "北部の村が襲撃された"),
    "ko": ("월요일 국경 근처에서 무장 괴한들이 군인 네 명을 살해했다.", "북부 마을이 공격을 받았다"),
    "vi": ("Các tay súng đã giết bốn binh sĩ gần biên giới hôm thứ Hai.", "Tấn công vào một ngôi làng ở miền bắc"),
    "id": ("Orang bersenjata membunuh empat tentara di dekat perbatasan pada hari Senin, kata polisi.",),
    "sw": ("Watu wenye silaha waliwaua wanajeshi wanne karibu na mpaka.", "Shambulio dhidi ya kijiji kaskazini"),
    "so": ("Rag hubaysan ayaa Isniintii afar askari ku dilay meel u dhow xadka.",),
    "ha": ("'Yan bindiga sun kashe sojoji hudu kusa da iyakar kasar ranar Litinin.",),
    "am": ("የታጠቁ ሰዎች ሰኞ ዕለት በድንበር አቅራቢያ አራት ወታደሮችን ገደሉ።", "በሰሜን በሚገኝ መንደር ላይ ጥቃት"),
    "my": ("မြောက်ပိုင်းရှိ ရွာတစ်ရွာ တိုက်ခိုက်ခံရ",),
    "el": ("Ένοπλοι σκότωσαν τέσσερις στρατιώτες κοντά στα σύνορα.", "Επίθεση σε χωριό στα βόρεια"),
    "ku": ("Çekdaran roja duşemê çar leşker li nêzî sînor kuştin, polîs got.",),
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in NEWS.items() for text in texts])
def test_a_sentence_or_a_headline(code: str, text: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "Taliban spokesman Zabihullah Mujahid met Ahmad Massoud, Kabul",
        "Al-Shabaab attack Mogadishu hotel, Jubaland, Lower Shabelle",
        "Wang Yi meets Sergei Lavrov in Beijing, Xinhua reports",
        "Maulvi Abdul Kabir, Mullah Yaqoob and Sirajuddin Haqqani attended. Amir Khan Muttaqi did not.",
        "Four dead in Kano",
        "12:40 — 3/4",
    ],
)
def test_names_in_english_are_of_no_other_language(text: str) -> None:
    assert language_of(text) in ("en", None)


@pytest.mark.parametrize(
    "text",
    [
        "Pulis ne kaha ke hamla awaron ne chaar sipahiyon ko sarhad ke qareeb maar diya aur phir faraar ho gaye.",
        "Vooruzhennye lyudi ubili chetyrekh soldat u granitsy v ponedelnik, soobshchila politsiya.",
        "Qatala musallahun arba'at junud qurb al-hudud yawm al-ithnayn.",
    ],
)
def test_other_languages_in_latin_letters_are_not_english(text: str) -> None:
    assert language_of(text) == UNKNOWN


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"{NEWS['en'][0]} {NEWS['ar'][1]}. Police said that the attackers fled and that the road was closed.", "en"),
        (f"{NEWS['ar'][0]} {NEWS['ar'][1]}. Read more in English", "ar"),
        ("The minister said « nous ne céderons pas » and left the hall with the others, officials said.", "en"),
        (f"{NEWS['fa'][0]} (Reuters)", "fa"),
    ],
)
def test_a_mixed_text_is_of_the_language_that_most_of_it_is_in(text: str, code: str) -> None:
    assert language_of(text) == code
