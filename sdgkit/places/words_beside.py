"""Words beside a name that say what it is: a region, a city, a district, a street, a river, a company."""

from __future__ import annotations

import re

LIST = re.compile(r"[\s,]*(?:(?:и|және|мен|пен|бен|and|&|а также|сондай-ақ)[\s,]+)?", re.IGNORECASE)

REGION = re.compile(
    r"обл|област(?:ь|и|ью|ей|ям|ями|ях)|облыс\w*|облус\w*|(?:вил|вел|уал)[аоя]я?т\w*|регион(?:а|у|ом|е|ы|ов|ам|ами|ах)?"
    r"|онир\w*|regions?|reg|rgn|oblast(?:s|i|y|yu|ju|iu|ey|ej|yam|yakh|jah)?|obl|oblys(?:y|yn|ynda|yna|ynyn|ynyng|ynan|ynyñ|ynyń)?|provinces?|провинци\w*|viloyat\w*|velayats?|welayat\w*"
)
REGIONS = re.compile(
    r"област(?:ей|ям|ями|ях)|облыстар\w*|регион(?:ы|ов|ам|ами|ах)|regions|oblasts|provinces|velayats|провинци(?:и|й|ям|ями|ях)|провинциялар\w*"
)
REGIONS_BEFORE = re.compile(
    r"области|област(?:ей|ям|ями|ях)|regions|oblasts|provinces|обл|провинци(?:и|й|ям|ях)"
)
CITY_BEFORE = re.compile(r"г|гг|гор|город(?:а|у|ом|е|ов|ам|ами|ах)?|city|town|cities|ша[ҳх]ри|shahri")
CITIES_BEFORE = re.compile(r"гг|город(?:а|ов|ам|ами|ах)|cities")
CITY_AFTER = re.compile(
    r"к|ш|кала|каласы\w*|калалары\w*|city|town|qalasy|cities|ша[ҳх]ри\w*|ша[ҳх]ар|shahri\w*|shahar|saheri\w*|шаары\w*"
)
CITIES_AFTER = re.compile(r"калалары\w*|cities")
DISTRICT = re.compile(
    r"район(?:а|у|ом|е|ы|ов|ам|ами|ах|ун\w*|дор\w*)?|аудан\w*|ауд|districts?|ra[iy]ons?|raioni|rayoni|rayony|raiony"
    r"|этрап\w{0,4}|etrap\w*|etrab\w*|туман(?:и\w*|лар\w*|да)?|tuman(?:i\w*|lar\w*|da)?|но[ҳх]и[ия]\w*|nohiy?a\w*|audan\w*"
)
DISTRICTS = re.compile(
    r"район(?:ы|ов|ам|ами|ах|дор\w*)|аудандар\w*|districts|rayons|raions|rayony|raiony|этрап(?:ы|ов|ам|ами|ах)"
    r"|etraplar\w*|туманлар\w*|tumanlar\w*|но[ҳх]ия[ҳх]о\w*|audandar\w*"
)
DISTRICTS_BEFORE = re.compile(
    r"район(?:ы|ов|ам|ами|ах)|этрап(?:ы|ов|ам|ах)|districts|rayons|raions|но[ҳх]ия[ҳх]ои"
)
DISTRICT_ABBREVIATED = re.compile(r"н")
"""Tajik "н. Восе"; only before the name of a district."""
HINT_OF_DISTRICT = re.compile(
    r"район|р-[нео]|аудан|(?<!\w)ауд\.|district|ra[iy]on|этрап|etra[pb]|туман|tuman|но[ҳх]и|nohi|audan|(?<!\w)н\.",
    re.IGNORECASE,
)
NAMED_AFTER = re.compile(r"им|имени|атындагы")
NO_DISTRICT = re.compile(
    r"рек[аиеу]|рекой|р|оз|озер\w+|канал\w*|водохранилищ\w*|хреб\w+|гор[аыу]|пустын\w+|степ\w+|остров\w*|ущель\w+|перевал\w*"
    r"|озени\w*|коли|колинин|колинде|river|lake|canal|reservoir|mountains?|desert|valley|ridge|bridge|pass|дарё\w*|daryosi"
    r"|тоо|ао|жшс|ак|llp|jsc|ltd|ип|нао|оо|оф|кх|ооо|гкп|кгп|рги|school|hotel|foundation|fund|банк|bank"
)
"""Beside these words a name is that of a water, a mountain or an organisation, unless the word for district follows."""
PART = re.compile(r"[,;\n/()•|:]|(?<!\w)(?:и|және|мен|пен|бен|and|&|жана|va|ва|we)(?!\w)", re.IGNORECASE)
"""What divides the entries of a cell of places."""
STREET_BEFORE = re.compile(
    r"ул|улиц\w+|пр|просп|проспект\w*|пер|переул\w+|бульвар\w*|бул|шоссе|мкр|микрорайон\w*|пл|площад\w+|наб"
    r"|им|имени|ave|avenue|street|str|ul|ulit[sc]a|prosp(?:ekt)?|pereulok|kosh?esi|кучаи|к[уў]часи"
)
STREET_AFTER = re.compile(
    r"коше|кошеси\w*|дангыл\w*|шагын|атындагы|атындагыларга|street|str|st|avenue|ave|проспект\w*|бульвар\w*"
)
ORGANISATION = re.compile(r"тоо|ао|жшс|ак|llp|jsc|ltd|отел\w+|гостиниц\w+|фк|фк|hotel|ип|нао")
