# ruff: noqa: E501 - rows of registers are read across
"""Registers as strangers keep them, each with what a careful clerk wrote down of it.

The keys were written before sdgkit read the files; where the two differed, each difference was judged by hand. What a clerk
knows and sdgkit only tells as a doubt (the end of "весна 2024") stands here as sdgkit reads it, with its finding.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx

from tests.activities.workbooks import xlsx

D = dt.date
Made = tuple[Callable[[Path], Path], list[str], list[str]]
REGISTERS: dict[str, Made] = {}
"""Name -> how the file is made, what the clerk wrote down, and the findings."""


def text(folder: Path, name: str, rows: Any, encoding: str = "utf-8", separator: str = "") -> Path:
    whole = rows if isinstance(rows, str) else "\r\n".join(separator.join(row) for row in rows)
    (folder / name).write_bytes(whole.encode(encoding))
    return folder / name


# 1 Ministry of Finance: state loans with disbursement by year
REGISTERS["loans"] = (
    lambda folder: xlsx(folder, '01.xlsx',{'Займы':[
 ['Перечень действующих государственных и гарантированных государством займов'],['по состоянию на 1 января 2024 года'],[],
 ['№','Наименование проекта','Кредитор','Заемщик','Дата подписания','Сумма займа','','Освоение, млн. долл. США','','','','Дата закрытия займа','ЦУР'],
 ['','','','','','млн.','валюта','2021','2022','2023','Всего','',''],
 [1,'Реконструкция коридора Центр – Юг','МБРР','Республика Казахстан',D(2012,6,15),'1 068,0','USD','45,2',50,'-','95,2',D(2026,6,30),'9.1'],
 [2,'Усовершенствование ирригационных и дренажных систем, 2-я фаза','МБРР','Республика Казахстан','04.12.2013','102,9','USD','12,3','8','4,1','24,4','31.12.2024','6.4; 2.4'],
 [3,'Обновление автобусного парка г. Алматы','ЕБРР','ТОО «Алматыэлектротранс»','12.05.2022',12500,'KZT','','3,5','2','5,5','2030','11.2'],
 ['','Итого по займам','','','','','','57,5','61,5','6,1','125,1','','']]},
 merges={'Займы':['A1:M1','A2:M2','A4:A5','B4:B5','C4:C5','D4:D5','E4:E5','F4:G4','H4:K4','L4:L5','M4:M5']}),
    [
        'Реконструкция коридора Центр – Юг | F МБРР, G Республика Казахстан | 1068000000 USD, 45200000 USD disbursed 2021, 50000000 USD disbursed 2022, 95200000 USD disbursed | 2012-06-15..2026-06-30 |  | 9.1',
        'Усовершенствование ирригационных и дренажных систем, 2-я фаза | F МБРР, G Республика Казахстан | 102900000 USD, 12300000 USD disbursed 2021, 8000000 USD disbursed 2022, 4100000 USD disbursed 2023, 24400000 USD disbursed | 2013-12-04..2024-12-31 |  | 6.4 2.4',
        'Обновление автобусного парка г. Алматы | F ЕБРР, G ТОО «Алматыэлектротранс» | 12500000000 KZT, 3500000 USD disbursed 2022, 2000000 USD disbursed 2023, 5500000 USD disbursed | 2022-05-12..2030-12-31 |  | 11.2',
    ],
    ['row-total'],
)  # fmt: skip
# 2 health ministry, kk+ru bilingual, target phrases
REGISTERS["health"] = (
    lambda folder: xlsx(folder, '02.xlsx',{'Денсаулық':[
 ['ҚР ДСМ халықаралық жобалары / Международные проекты МЗ РК'],
 ['№','Жобаның атауы / Наименование проекта','Серіктестер / Партнеры','Жобаның құны / Стоимость проекта','Іске асыру мерзімі / Сроки','Аймақ / Регион','ТДМ / ЦУР','Байланыс / Контакты'],
 [1,'Туберкулезге қарсы күрес / Борьба с туберкулезом','Ғаламдық қор (донор); ҰҒҚО (орындаушы)','8,4 млн АҚШ долл.','2023 ж. қаңтар – 2025 ж. желтоқсан','бүкіл ел бойынша','3.3','Ахметов Б., 8 7172 743 000'],
 [2,'Ауылдық телемедицина / Сельская телемедицина','ДДСҰ','1,5 млн. долл. США (эквивалент 700 млн тг)','2024-2026 жж.','Қызылорда обл., Түркістан обл.','3.8/3.b','bolat@dsm.example'],
 [3,'Ана мен бала денсаулығы / Здоровье матери и ребенка','ЮНИСЕФ, ЮНФПА при поддержке ЕС','до 500 тыс. евро','II полугодие 2023','ШҚО, Абай облысы','ЦУР 3, 5 и 17','-']]}),
    [
        'Туберкулезге қарсы күрес / Борьба с туберкулезом | F Ғаламдық қор, I ҰҒҚО | 8400000 USD | 2023-01-01..2025-12-31 | KZ | 3.3',
        'Ауылдық телемедицина / Сельская телемедицина | P ДДСҰ | 1500000 USD | 2024-01-01..2026-12-31 | KZ-43 KZ-61 | 3.8 3.b',
        'Ана мен бала денсаулығы / Здоровье матери и ребенка | P ЮНИСЕФ, P ЮНФПА, F ЕС | 500000 EUR | 2023-07-01..2023-12-31 | KZ-63 KZ-10 | 3 5 17',
    ],
    ['amount-at-most', 'amount-several', 'contacts-left-out'],
)  # fmt: skip
# 3 matrix of SDGs x projects transposed: SDG rows, projects columns with ✓
REGISTERS["matrix-transposed"] = (
    lambda folder: xlsx(folder, '03.xlsx',{'Matrix':[
 ['SDG contribution of UNICEF Kazakhstan projects'],
 ['SDG','Early childhood development centres','Climate-smart schools in Turkistan','Juvenile justice reform'],
 ['SDG 3','✓','',''],['SDG 4','✓','✓',''],['SDG 13','','✓',''],['SDG 16','','','✓']]}),
    [
        'Early childhood development centres |  |  | .. |  | 3 4',
        'Climate-smart schools in Turkistan |  |  | .. |  | 4 13',
        'Juvenile justice reform |  |  | .. |  | 16',
    ],
    ['columns-of-marks', 'matrix-turned'],
)  # fmt: skip
# 4 KOICA list in English with ranges and approximations
REGISTERS["koica"] = (
    lambda folder: xlsx(folder, '04.xlsx',{'KOICA':[
 ['KOICA Kazakhstan Office – Pipeline and on-going projects (as of 31/12/24)'],
 ['No','Project Title','Type','Period','Budget','PMC / Implementing Organization','Counterpart','SDGs','Status'],
 [1,'Master plan for smart city in Konaev','DEEP',"2022-'25",'≈ $2m','KRIHS','Akimat of Almaty region','SDG 11 (11.3, 11.a)','On-going'],
 [2,'Vocational training centre in Shymkent','Project','Jan 2019 - Dec 2023','USD 6.5–7 million','HRD Korea','Ministry of Education','4.3, 4.4; 8.6','Completed'],
 [3,'Aral Sea afforestation, phase II','Project','2025 (36 months)','$8,000,000 (KOICA 7,000,000; KZ 1,000,000)','Korea Forest Service','Ministry of Ecology','15.3','Pipeline'],
 [4,'Scholarship (CIAT) programme','Fellowship','every year','10% of budget','KOICA','','4.b','On-going']]}),
    [
        'Master plan for smart city in Konaev | I KRIHS, G Akimat of Almaty region, F KOICA | 2000000 USD | 2022-01-01..2025-12-31 |  | 11.3 11.a',
        'Vocational training centre in Shymkent | I HRD Korea, G Ministry of Education, F KOICA |  | 2019-01-01..2023-12-31 |  | 4.3 4.4 8.6',
        'Aral Sea afforestation, phase II | F KOICA, I Korea Forest Service, G Ministry of Ecology | 8000000 USD | 2025-01-01..2027-12-31 |  | 15.3',
        'Scholarship (CIAT) programme | I KOICA, F KOICA |  | .. |  | 4.b',
    ],
    ['amount-about', 'amount-range', 'amount-several', 'amount-unreadable', 'date-unreadable', 'heading-understood'],
)  # fmt: skip
# 5 USAID csv US dates, quotes broken
REGISTERS["usaid-csv"] = (
    lambda folder: text(folder, '05.csv','Award No.,Activity Name,Implementing Partner,"Total Estimated Cost, USD",Start Date,End Date,Location,SDG,AOR/COR\n'
 '72011520CA00001,"Social Innovation in Central Asia","Eurasia Foundation","18,000,000",03/13/2020,03/12/2025,"Almaty, Astana, Shymkent",16.6;17.17,"Doe, John"\n'
 '72011521CA00004,"Power "Central Asia" Regional","Tetra Tech","39,000,000",10/01/2020,09/30/2025,Nationwide,7.2;7.3,Jane Roe\n'
 '72011522CA00007,"Safe Migration; phase 2","IOM","6,500,000",07/05/2021,08/04/2024,Turkestan region,8.8;10.7,\n'),
    [
        'Social Innovation in Central Asia | I Eurasia Foundation | 18000000 USD | 2020-03-13..2025-03-12 | KZ-75 KZ-71 KZ-79 | 16.6 17.17',
        'Power "Central Asia" Regional | I Tetra Tech | 39000000 USD | 2020-10-01..2025-09-30 | KZ | 7.2 7.3',
        'Safe Migration; phase 2 | I IOM | 6500000 USD | 2021-07-05..2024-08-04 | KZ-61 | 8.8 10.7',
    ],
    ['city-or-region', 'contacts-left-out'],
)  # fmt: skip
# 6 TIKA Turkish headings? mixed en
REGISTERS["tika"] = (
    lambda folder: xlsx(folder, '06.xlsx',{'TIKA 2023':[
 ['TİKA Astana Program Coordination Office','','','','',''],
 ['S/N','Project','City/Region','Beneficiary Institution','Amount (USD)','Completion Date'],
 ['1.','Modern greenhouse for Nazarbayev University','Astana','Nazarbayev University','45.750,00','15/06/2023'],
 ['2.','Medical equipment to Turkistan Regional Hospital','Türkistan','Regional Hospital','120.000,00','31/12/2023'],
 ['3.','Training of 20 firefighters','Kyzylorda','Ministry of Emergency Situations','9.500,50','09/2023'],
 ['','TOTAL','','','175.250,50','']]}),
    [
        'Modern greenhouse for Nazarbayev University | B Nazarbayev University | 45750 USD | ..2023-06-15 | KZ-71 | ',
        'Medical equipment to Turkistan Regional Hospital | B Regional Hospital | 120000 USD | ..2023-12-31 | KZ-61 | ',
        'Training of 20 firefighters | B Ministry of Emergency Situations | 9500.5 USD | ..2023-09-30 | KZ-43 | ',
    ],
    ['row-total'],
)  # fmt: skip
# 7 IsDB pipeline: currency in USD million/ID million, brackets negative
REGISTERS["isdb"] = (
    lambda folder: xlsx(folder, '07.xlsx',{'Pipeline':[
 ['Islamic Development Bank Group: Kazakhstan portfolio, US$ million'],
 ['Project ID','Project Name','Sector','Approved Amount','Cancelled','Net Approved','Disbursed','Undisbursed','Signing Date','Effectiveness','SDG'],
 ['KAZ1035','Karaganda–Balkhash Road','Transport','186.00','(12.50)','173.50','150.2','23.3','14-Jul-16','02-Feb-17','SDG9'],
 ['KAZ1041','Flood Control Dams in Almaty','Water','9.80','-','9.80','0.00','9.80','Not signed','','SDG6;SDG13'],
 ['Total','','','195.80','(12.50)','183.30','150.2','33.1','','','']]}),
    [
        'Karaganda–Balkhash Road |  | 173500000 USD commitment, 150200000 USD disbursed | 2016-07-14.. |  | 9',
        'Flood Control Dams in Almaty |  | 9800000 USD commitment, 0 USD disbursed | .. |  | 6 13',
    ],
    ['column-doubtful', 'date-unreadable', 'row-total'],
)  # fmt: skip
# 8 volunteering register kk
REGISTERS["volunteers"] = (
    lambda folder: xlsx(folder, '08.xlsx',{'Еріктілер':[
 ['Еріктілер акцияларының тізілімі, 2026 жыл'],
 ['р/с №','Акция атауы','Өткізілген күні','Өткізілген орны','Еріктілер саны','оның ішінде әйелдер','оның ішінде жастар (14-35)','Сағат саны','ТДМ'],
 [1,'«Таза Қазақстан» сенбілігі','2026 ж. 18 сәуір','Астана қ.',1250,640,'900','3 750','11, 12'],
 [2,'Тасқыннан зардап шеккендерге көмек','2026 жылғы наурыз-сәуір','Ақтөбе обл., БҚО','320 адам','150','-','12 800 сағ.','11.5; 13'],
 [3,'Қарттарға көмек «Қамқор»','жыл бойы','Шымкент','шамамен 80','','','','1'],
 ['','Жиыны','','',1650,790,900,16550,'']]}),
    [
        '«Таза Қазақстан» сенбілігі |  |  | 2026-04-18..2026-04-18 | KZ-71 | 11 12 | v 1250/3750/640/900',
        'Тасқыннан зардап шеккендерге көмек |  |  | 2026-03-01..2026-04-30 | KZ-15 KZ-27 | 11.5 13 | v 320/12800/150/None',
        'Қарттарға көмек «Қамқор» |  |  | .. | KZ-79 | 1 | v 80/None/None/None',
    ],
    ['column-doubtful', 'date-unreadable', 'row-total', 'volunteers-about'],
)  # fmt: skip
# 9 scholarships list
REGISTERS["scholarships"] = (
    lambda folder: xlsx(folder, '09.xlsx',{'Стипендии':[
 ['Стипендиальные программы иностранных государств для граждан РК'],
 ['№','Программа','Страна','Кол-во мест','Размер стипендии (в месяц)','Общая сумма','Учебный год','Ответственный исполнитель'],
 [1,'Стипендия «Türkiye Bursları»','Турция',120,'3 000 TRY','4,3 млн TRY','2023/2024','МНВО'],
 [2,'DAAD: стипендии для магистратуры','Германия','45','934 евро','504 360 евро','2023-24','МНВО'],
 [3,'Chevening','Великобритания',17,'£ 1 200','£ 680 000','2024/25 уч. г.','МИД']]}),
    [
        'Стипендия «Türkiye Bursları» | I МНВО | 4300000 TRY | 2023-01-01..2024-12-31 |  |  | TUR',
        'DAAD: стипендии для магистратуры | I МНВО | 504360 EUR | 2023-01-01..2024-12-31 |  |  | DEU',
        'Chevening | I МИД | 680000 GBP | 2024-01-01..2025-12-31 |  |  | GBR',
    ],
    [],
)  # fmt: skip
# 10 NGO grants of civil society initiatives with two-level sections
REGISTERS["ngo-grants"] = (
    lambda folder: xlsx(folder, '10.xlsx',{'Гранты':[
 ['Перечень грантов для НПО на 2024 год (ЦПГИ)'],
 ['№','Тема гранта','Грантополучатель','Сумма, тыс.тг','Территория','Соответствие ЦУР'],
 ['I. Охрана окружающей среды','','','','',''],
 ['1.1 Водные ресурсы','','','','',''],
 ['1','Экологическая тропа «Көлсай»','ОФ «Жасыл Әлем»','12 500','Алматинская обл.','15'],
 ['2','Чистый Иртыш','ОО «Ертіс»','8 300,75','Павлодарская обл., ВКО','6.6; 14.1'],
 ['1.2 Отходы','','','','',''],
 ['3','Раздельный сбор','ЧФ «Эко-Шаг»','9000','г.Шымкент','12.5'],
 ['II. Поддержка молодежной политики и детских инициатив','','','','',''],
 ['4','Школа волонтёра','КФ «Ерікті»','15000','по всей республике','4, 17'],
 ['','Всего: 4 гранта','','44 800,75','','']]},
 merges={'Гранты':['A1:F1','A3:F3','A4:F4','A7:F7','A9:F9']}),
    [
        'Экологическая тропа «Көлсай» | I ОФ «Жасыл Әлем» | 12500000 KZT | .. | KZ-19 | 15 | § I. Охрана окружающей среды / 1.1 Водные ресурсы',
        'Чистый Иртыш | I ОО «Ертіс» | 8300750 KZT | .. | KZ-55 KZ-63 | 6.6 14.1 | § I. Охрана окружающей среды / 1.1 Водные ресурсы',
        'Раздельный сбор | I ЧФ «Эко-Шаг» | 9000000 KZT | .. | KZ-79 | 12.5 | § I. Охрана окружающей среды / 1.2 Отходы',
        'Школа волонтёра | I КФ «Ерікті» | 15000000 KZT | .. | KZ | 4 17 | § II. Поддержка молодежной политики и детских инициатив',
    ],
    ['row-section', 'row-total'],
)  # fmt: skip
# 11 humanitarian aid, with kind and weight
REGISTERS["humanitarian"] = (
    lambda folder: xlsx(folder, '11.xlsx',{'Гуманитарная помощь':[
 ['Сведения о гуманитарной помощи, оказанной Республикой Казахстан'],
 ['№','Страна-получатель','Вид помощи','Объем','Стоимость, тыс. долл. США','Дата отправки','Основание'],
 ['1','Афганистан','Мука пшеничная','5 000 тонн','2 250,0','15.10.2021','ПП РК № 728'],
 ['2','Кыргызская Республика','Лекарственные средства','20 тонн','350,5','07.2021','ПП РК № 512'],
 ['3','Турция','Палатки, медикаменты, спасатели','63 чел.','1 000','08.02.2023','поручение Президента'],
 ['','ИТОГО','','','3 600,5','','']]}),
    [
        'Мука пшеничная |  | 2250000 USD | 2021-10-15.. |  |  | AFG',
        'Лекарственные средства |  | 350500 USD | 2021-07-01.. |  |  | KGZ',
        'Палатки, медикаменты, спасатели |  | 1000000 USD | 2023-02-08.. |  |  | TUR',
    ],
    ['column-doubtful', 'column-unknown', 'row-total'],
)  # fmt: skip
# 12 emergency ministry, д/м ambiguity, в т.ч. lines
REGISTERS["emergency"] = (
    lambda folder: xlsx(folder, '12.xlsx',{'МЧС':[
 ['№ п/п','Проект','Источник финансирования','Сумма (тыс. долл.)','Начало','Завершение','Регион','Задача ЦУР'],
 [1,'Раннее оповещение о селях','ВСЕГО',1500,'01.02.2022','01.02.2025','Алматы, Алматинская обл., Жетісу обл.','11.5, 13.1'],
 ['','','в т.ч. ГЭФ',1000,'','','',''],
 ['','','ПРООН',300,'','','',''],
 ['','','РБ',200,'','','',''],
 [2,'Школьная безопасность','JICA',450,'04/05/2023','11/30/2024','Шымкент','4.a'],
 [3,'Обучение спасателей','Швейцария (SDC)','320','31/12/24','3 года','',"11.b"]]}),
    [
        'Раннее оповещение о селях | F ГЭФ, F ПРООН, F РБ | 1500000 USD | 2022-02-01..2025-02-01 | KZ-75 KZ-19 KZ-33 | 11.5 13.1',
        'Школьная безопасность | F JICA | 450000 USD | 2023-05-04..2024-11-30 | KZ-79 | 4.a',
        'Обучение спасателей | F Швейцария (SDC) | 320000 USD | 2024-12-31..2027-12-30 |  | 11.b',
    ],
    ['city-or-region', 'row-part'],
)  # fmt: skip
# 13 Kyrgyz register
REGISTERS["kyrgyz"] = (
    lambda folder: xlsx(folder, '13.xlsx',{'Долбоорлор':[
 ['Кыргыз Республикасындагы эл аралык долбоорлордун тизмеси'],
 ['№','Долбоордун аталышы','Донор','Аткаруучу','Наркы, млн сом','Мөөнөтү','Аймак','ТӨМ'],
 [1,'Таза суу – Ысык-Көл','Ислам өнүктүрүү банкы','Айыл чарба министрлиги','850','2022-2026','Ысык-Көл облусу','6.1'],
 [2,'Мектептерди жаңылоо','Дүйнөлүк банк','Билим берүү жана илим министрлиги','1 200,5','2023-жылдын сентябры – 2025-жылдын декабры','Ош обл., Баткен обл.','4.a; 4.1'],
 [3,'Жайыттарды башкаруу','ФАО','ФАО','35','2024','Нарын','15.3']]}),
    [
        'Таза суу – Ысык-Көл | F Ислам өнүктүрүү банкы, I Айыл чарба министрлиги | 850000000 KGS | 2022-01-01..2026-12-31 | KG-Y | 6.1',
        'Мектептерди жаңылоо | F Дүйнөлүк банк, I Билим берүү жана илим министрлиги | 1200500000 KGS | 2023-09-01..2025-12-31 | KG-O KG-B | 4.a 4.1',
        'Жайыттарды башкаруу | F ФАО, I ФАО | 35000000 KGS | 2024-01-01..2024-12-31 | KG-N | 15.3',
    ],
    ['column-doubtful', 'country-understood', 'name-of-many'],
)  # fmt: skip
# 14 Uzbek (latin)
REGISTERS["uzbek"] = (
    lambda folder: xlsx(folder, '14.xlsx',{'Loyihalar':[
 ["Oʻzbekiston Respublikasi: xalqaro hamkorlik loyihalari roʻyxati"],
 ['T/r','Loyiha nomi','Moliyalashtirish manbai','Ijrochi','Qiymati (mln. AQSH doll.)','Boshlanish sanasi','Yakunlanish sanasi','Hudud','BRM'],
 ['1',"Orolboʻyi hududida ichimlik suvi",'Jahon banki','Qurilish vazirligi','145,0','2024-yil mart','2028-yil dekabr',"Qoraqalpogʻiston Respublikasi",'6.1, 6.2'],
 ['2',"Qishloq maktablarida internet",'Yevropa Ittifoqi','YuNISEF','12','01.09.2023','31.08.2026','Andijon viloyati; Namangan viloyati','4.a; 9.c'],
 ['3',"Yashil energiya",'OTB','Energetika vazirligi','200','2025','2030','butun respublika','7.2']]}),
    [
        'Orolboʻyi hududida ichimlik suvi | F Jahon banki, I Qurilish vazirligi | 145000000 USD | 2024-03-01..2028-12-31 | UZ-QR | 6.1 6.2',
        'Qishloq maktablarida internet | F Yevropa Ittifoqi, I YuNISEF | 12000000 USD | 2023-09-01..2026-08-31 | UZ-AN UZ-NG | 4.a 9.c',
        'Yashil energiya | F OTB, I Energetika vazirligi | 200000000 USD | 2025-01-01..2030-12-31 | UZ | 7.2',
    ],
    [],
)  # fmt: skip
# 15 Tajik
REGISTERS["tajik"] = (
    lambda folder: xlsx(folder, '15.xlsx',{'Лоиҳаҳо':[
 ['Рӯйхати лоиҳаҳои байналмилалӣ дар Ҷумҳурии Тоҷикистон'],
 ['№','Номи лоиҳа','Манбаи маблағгузорӣ','Татбиқкунанда','Маблағ, млн. доллари ИМА','Мӯҳлати татбиқ','Минтақа','ҲРУ'],
 [1,'Оби тоза барои Хатлон','Бонки ҷаҳонӣ','Вазорати энергетика ва захираҳои об','58','2022-2027','вилояти Хатлон','6.1'],
 [2,'Дастгирии занони соҳибкор','Иттиҳоди Аврупо','Барномаи Рушди СММ','4,5','январи 2024 – декабри 2026','Суғд, Душанбе','5.5; 8.3']]}),
    [
        'Оби тоза барои Хатлон | F Бонки ҷаҳонӣ, I Вазорати энергетика ва захираҳои об | 58000000 USD | 2022-01-01..2027-12-31 | TJ-KT | 6.1',
        'Дастгирии занони соҳибкор | F Иттиҳоди Аврупо, I Барномаи Рушди СММ | 4500000 USD | 2024-01-01..2026-12-31 | TJ-SU TJ-DU | 5.5 8.3',
    ],
    [],
)  # fmt: skip


# 16 Embassy of Germany/GIZ list docx landscape with page-split rows and repeated header
def made_16(folder: Path) -> Path:
    d = docx.Document()
    d.add_paragraph("Liste / List of GIZ projects in Kazakhstan, volumes in EUR")
    rows = [
        ["№", "Project", "Commissioned by", "Term", "Volume, EUR mn", "Political partner", "SDG"],
        [
            "1",
            "Green Recovery and Modernisation",
            "BMZ",
            "01/2022 – 12/2025",
            "4.5",
            "Ministry of National Economy",
            "8, 12, 13",
        ],
        [
            "2",
            "Hydrogen Diplomacy Office",
            "Federal Foreign Office",
            "06.2021 – 05.2026",
            "2,8",
            "Ministry of Energy",
            "7.2 / 7.a",
        ],
        ["№", "Project", "Commissioned by", "Term", "Volume, EUR mn", "Political partner", "SDG"],
        ["", "(continued) with a focus on export corridors", "", "", "", "", ""],
        [
            "3",
            "Vocational education and training of women in rural areas of Kazakhstan",
            "BMZ, co-financed by the EU (EUR 2 mn)",
            "2020-2024",
            "7",
            "Ministry of Education",
            "SDG 4.3, SDG 5.5",
        ],
    ]
    t = d.add_table(len(rows), 7)
    for i, r in enumerate(rows):
        for j, v in enumerate(r):
            t.cell(i, j).text = v
    p = folder / "16.docx"
    d.save(p)
    return p


REGISTERS["giz-docx"] = (
    made_16,
    [
        'Green Recovery and Modernisation | F BMZ, G Ministry of National Economy | 4500000 EUR | 2022-01-01..2025-12-31 |  | 8 12 13',
        'Hydrogen Diplomacy Office with a focus on export corridors | F Federal Foreign Office, G Ministry of Energy | 2800000 EUR | 2021-06-01..2026-05-31 |  | 7.2 7.a',
        'Vocational education and training of women in rural areas of Kazakhstan | F BMZ, F EU, G Ministry of Education | 7000000 EUR | 2020-01-01..2024-12-31 |  | 4.3 5.5',
    ],
    ['column-doubtful', 'row-continued', 'row-header-repeated'],
)  # fmt: skip


# 17 nested tables in Word: a card with nested table of finances
def made_17(folder: Path) -> Path:
    d = docx.Document()
    d.add_heading("Карточка проекта", 1)
    t = d.add_table(6, 2)
    for i, (a, b) in enumerate(
        [
            ("Наименование проекта", "Комплексное развитие Приаралья"),
            ("Донор", "Многосторонний фонд"),
            ("Срок реализации", "2023–2026 гг."),
            ("Финансирование", ""),
            ("Место реализации", "Кызылординская область"),
            ("ЦУР", "6, 11, 15"),
        ]
    ):
        t.cell(i, 0).text = a
        t.cell(i, 1).text = b
    n = t.cell(3, 1).add_table(3, 2)
    for i, (a, b) in enumerate(
        [("Источник", "Сумма, тыс. долл."), ("Грант", "1 500"), ("Софинансирование", "300")]
    ):
        n.cell(i, 0).text = a
        n.cell(i, 1).text = b
    p = folder / "17.docx"
    d.save(p)
    return p


REGISTERS["nested-word"] = (
    made_17,
    [
        'Комплексное развитие Приаралья | F Многосторонний фонд | 1500000 USD, 300000 USD | 2023-01-01..2026-12-31 | KZ-43 | 6 11 15',
    ],
    ['amount-lines', 'card'],
)  # fmt: skip
# 19 several tables in a sheet, titles between naming the agency
REGISTERS["tables-by-agency"] = (
    lambda folder: xlsx(folder, '19.xlsx',{'Все':[
 ['Проекты учреждений ООН в Казахстане'],[],
 ['ПРООН'],['№','Проект','Бюджет, долл. США','Сроки','ЦУР'],
 [1,'Биофинансирование','500 000','2022-2024','15.a'],[2,'Цифровой акимат','250 000','2024','16.6'],['Итого','','750 000','',''],[],
 ['ЮНФПА'],['№','Проект','Бюджет, долл. США','Сроки','ЦУР'],
 [1,'Репродуктивное здоровье подростков','120 000','I полугодие 2024','3.7'],['Итого','','120 000','',''],[],
 ['УВКБ ООН'],['№','Проект','Бюджет, долл. США','Сроки','ЦУР'],
 [1,'Снижение безгражданства','90 000','с 2021 г. по н.в.','16.9']]}),
    [
        'Биофинансирование | P ПРООН | 500000 USD | 2022-01-01..2024-12-31 |  | 15.a',
        'Цифровой акимат | P ПРООН | 250000 USD | 2024-01-01..2024-12-31 |  | 16.6',
        'Репродуктивное здоровье подростков | P ЮНФПА | 120000 USD | 2024-01-01..2024-06-30 |  | 3.7 | § ЮНФПА',
        'Снижение безгражданства | P УВКБ ООН | 90000 USD | 2021-01-01.. |  | 16.9 | § УВКБ ООН',
    ],
    ['date-ongoing', 'heading-understood', 'row-header-repeated', 'row-section', 'row-total'],
)  # fmt: skip
# 20 1C-like export, .xls html? use indentation & group names in merged; xlsx
REGISTERS["1c"] = (
    lambda folder: xlsx(folder, '20.xlsx',{'TDSheet':[
 ['','Отчет по проектам внешнего сотрудничества'],['','Параметры:','','Период: 01.01.2024 - 31.12.2024'],['','Отбор:','','Организация Равно "ГУ УЭБП"'],[],
 ['','Проект','','Источник','','Сумма план','Сумма факт','Отклонение'],
 ['','Водоснабжение с. Акшатау','','АБР','',125000000.00,98000000.5,-26999999.5],
 ['','Капремонт школы № 6','','ЕБРР','',80000000,80000000,0],
 ['','Итого','','','',205000000,178000000.5,-26999999.5]]},merges={'TDSheet':['B5:C5','D5:E5','B6:C6','D6:E6','B7:C7','D7:E7']}),
    [
        'Водоснабжение с. Акшатау | F АБР | 125000000 ?, 98000000.5 ? disbursed | .. |  | ',
        'Капремонт школы № 6 | F ЕБРР | 80000000 ?, 80000000 ? disbursed | .. |  | ',
    ],
    ['currency-missing', 'row-total'],
)  # fmt: skip
# 21 organisation roles
REGISTERS["roles"] = (
    lambda folder: xlsx(folder, '21.xlsx',{'Реестр':[
 ['№','Наименование проекта','Участники','Объём','Дата начала','Дата завершения','ЦУР'],
 [1,'Инклюзивное образование','ЮНИСЕФ (исп.), МОН РК (бенефициар), Норвегия (донор)','1 млн евро','I кв. 2024','IV кв. 2026','4.5'],
 [2,'Зелёная энергетика','Донор: ГЭФ; исполнители: ПРООН, Минэнерго; бенефициар: акимат ВКО','3,2 млн долл','2021','2025','№ 7'],
 [3,'Профилактика насилия','ПРООН/ЮНИСЕФ при поддержке ЕС','850 000 EUR','март 2023','по настоящее время','5.2, 16.2'],
 [4,'Миграция','МОМ за счёт средств Правительства Японии','12 000/15 000 долл. США','45000','45657','10.7']]}),
    [
        'Инклюзивное образование | I ЮНИСЕФ, B МОН РК, F Норвегия | 1000000 EUR | 2024-01-01..2026-12-31 |  | 4.5',
        'Зелёная энергетика | F ГЭФ, I ПРООН, I Минэнерго, B акимат ВКО | 3200000 USD | 2021-01-01..2025-12-31 |  | 7',
        'Профилактика насилия | P ПРООН, P ЮНИСЕФ, F ЕС | 850000 EUR | 2023-03-01.. |  | 5.2 16.2',
        'Миграция | P МОМ, F Правительство Японии |  | 2023-03-15..2024-12-31 |  | 10.7',
    ],
    ['amount-unreadable', 'date-ongoing', 'date-serial'],
)  # fmt: skip
# 22 UN agency workplan with pivoted quarters and merged vertical cells
REGISTERS["workplan"] = (
    lambda folder: xlsx(folder, '22.xlsx',{'AWP 2025':[
 ['UNFPA Kazakhstan Annual Work Plan 2025'],[],
 ['Output','Activity','Timeframe','','','','Responsible party','Planned budget','',''],
 ['','','Q1','Q2','Q3','Q4','','Source of funds','Budget description','Amount (USD)'],
 ['Output 1: Sexual and reproductive health','1.1 Train primary care workers on contraception','X','X','','','Ministry of Healthcare','UNFPA core','Training',25000],
 ['','1.2 Supply of midwifery kits','','','X','','UNFPA','Government of Kazakhstan','Supplies',48000],
 ['Output 2: Gender','2.1 Crisis centre standards','X','','','X','Union of Crisis Centres','EU','Contract',30000],
 ['Total','','','','','','','','',103000]]},
 merges={'AWP 2025':['A3:A4','B3:B4','C3:F3','G3:G4','H3:J3','A5:A6','A1:J1']}),
    [
        '1.1 Train primary care workers on contraception | I Ministry of Healthcare, F UNFPA core | 25000 USD | 2025-01-01..2025-06-30 |  | ',
        '1.2 Supply of midwifery kits | I UNFPA, F Government of Kazakhstan | 48000 USD | 2025-07-01..2025-09-30 |  | ',
        '2.1 Crisis centre standards | I Union of Crisis Centres, F EU | 30000 USD | 2025-01-01..2025-12-31 |  | ',
    ],
    ['columns-of-time-title', 'row-total'],
)  # fmt: skip


# 23 one sheet a project card kk
def made_23(folder: Path) -> Path:
    cards = {
        "Жоба 1": [
            ["ЖОБА ПАСПОРТЫ"],
            ["Жобаның атауы", "Қызылордада су үнемдеу"],
            ["Донор", "ИДБ"],
            ["Іске асырушы", "СРИМ"],
            ["Жобаның құны", "2,4 млрд теңге"],
            ["Іске асыру мерзімі", "2025 жылғы 1 қаңтар – 2027 жылғы 31 желтоқсан"],
            ["Іске асыру орны", "Қызылорда облысы, Қазалы ауданы"],
            ["ТДМ", "6.4; 2.4"],
            ["Байланыс тұлғасы", "Сейітов Марат, +7 701 000 11 22"],
        ],
        "Жоба 2": [
            ["ЖОБА ПАСПОРТЫ"],
            ["Жобаның атауы", "Мұғалімдердің біліктілігін арттыру"],
            ["Донор", "Британ Кеңесі"],
            ["Іске асырушы", "ОАМ"],
            ["Жобаның құны", "350 мың фунт"],
            ["Іске асыру мерзімі", "2024 ж."],
            ["Іске асыру орны", "барлық өңірлер"],
            ["ТДМ", "4-ТДМ"],
            ["Байланыс тұлғасы", "-"],
        ],
    }
    return xlsx(folder, "23.xlsx", cards)


REGISTERS["cards-kk"] = (
    made_23,
    [
        'Қызылордада су үнемдеу | F ИДБ, I СРИМ | 2400000000 KZT | 2025-01-01..2027-12-31 | KZ-43 | 6.4 2.4',
        'Мұғалімдердің біліктілігін арттыру | F Британ Кеңесі, I ОАМ | 350000 GBP | 2024-01-01..2024-12-31 | KZ | 4',
    ],
    ['card', 'contacts-left-out'],
)  # fmt: skip
# 24 yearly columns budgets, header years only, unit in title; with overall
REGISTERS["years-pivot"] = (
    lambda folder: xlsx(folder, '24.xlsx',{'План':[
 ['План финансирования по проектам (млн. тенге)'],
 ['№','Мероприятия','Источник','2023 год','2024 год','2025 год (прогноз)','Всего 2023-2025','ЦУР'],
 ['1','Реконструкция Кокаральской плотины','Всемирный банк','1 200','1 500,5','800','3 500,5','6.6; 15.3'],
 ['2','Посадка саксаула','Правительство Кореи','0','250','250','500','15.3'],
 ['','ИТОГО:','','1 200','1 750,5','1 050','4 000,5','']]}),
    [
        'Реконструкция Кокаральской плотины | F Всемирный банк | 3500500000 KZT | .. |  | 6.6 15.3',
        'Посадка саксаула | F Правительство Кореи | 500000000 KZT | .. |  | 15.3',
    ],
    ['column-doubtful', 'column-unknown', 'row-total'],
)  # fmt: skip
# 25 tab file utf-16 English education ministry, numbers as text with apostrophes
REGISTERS["utf16-tab"] = (
    lambda folder: text(folder, '25.txt',[['#','Programme','Partner country','Budget (CHF)','Dates','Regions','SDG'],
 ['1','Dual VET programme',"Switzerland","1'250'000",'1 Sept 2023 - 31 Aug 2026','Pavlodar; Atyrau','4.3;4.4'],
 ['2','School libraries','Liechtenstein','80’000','Autumn 2024','East Kazakhstan','SDG4'],
 ['3','Teachers for Aral district','Switzerland','n/a','FY2024','Aral district, Kyzylorda','SDG 4.c']],'utf-16','\t'),
    [
        'Dual VET programme | F Switzerland | 1250000 CHF | 2023-09-01..2026-08-31 | KZ-55 KZ-23 | 4.3 4.4',
        'School libraries | F Liechtenstein | 80000 CHF | 2024-01-01..2024-12-31 | KZ-63 | 4',
        'Teachers for Aral district | F Switzerland |  | 2024-01-01..2024-12-31 | KZ-43 | 4.c',
    ],
    ['date-vague'],
)  # fmt: skip


# 26 ods with repeated cells
def made_26(folder: Path) -> Path:
    def cell(c: Any) -> str:
        v, n = c if isinstance(c, tuple) else (c, None)
        rep = f' table:number-columns-repeated="{n}"' if n else ""
        if isinstance(v, (int, float)):
            return f'<table:table-cell office:value-type="float" office:value="{v}"{rep}><text:p>{v}</text:p></table:table-cell>'
        if v:
            return f'<table:table-cell office:value-type="string"{rep}><text:p>{escape(v)}</text:p></table:table-cell>'
        return f"<table:table-cell{rep}/>"

    def row(cells: Sequence[Any], rep: int | None = None) -> str:
        extra = f' table:number-rows-repeated="{rep}"' if rep else ""
        return "<table:table-row" + extra + ">" + "".join(cell(c) for c in cells) + "</table:table-row>"

    rows = (
        row(["Наименование", "Донор", "Исполнитель", "План, тыс. $", "Факт, тыс. $", "ЦУР", ("", 1018)])
        + row(["Энергосбережение в школах", ("ПРООН", 2), (150, 2), "7.3", ("", 1018)])
        + row([("", 1024)], 3)
        + row(["Мониторинг ледников", "ЮНЕСКО", "Институт географии", 90, 45.5, "6.6, 13.1", ("", 1018)])
        + row([("", 1024)], 1048000)
    )
    x = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:spreadsheet><table:table table:name="Проекты">'
        + rows
        + "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    p = folder / "26.ods"
    with zipfile.ZipFile(p, "w") as z:
        z.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        z.writestr("content.xml", x)
        z.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
        )
    return p


REGISTERS["ods-repeated"] = (
    made_26,
    [
        'Энергосбережение в школах | F ПРООН, I ПРООН | 150000 USD, 150000 USD disbursed | .. |  | 7.3',
        'Мониторинг ледников | F ЮНЕСКО, I Институт географии | 90000 USD, 45500 USD disbursed | .. |  | 6.6 13.1',
    ],
    [],
)  # fmt: skip
# 28 sheet per region with different columns; akimat
REGISTERS["sheets-per-region"] = (
    lambda folder: xlsx(folder, '28.xlsx',{
 'СКО':[['Проект','Донор','Сумма, млн тг','ЦУР'],['Ремонт теплосетей Петропавловска','ЕБРР',4500,'7.3']],
 'Костанайская':[['№','Название','Финансирующая организация','Бюджет','Валюта','Срок','ЦУР'],[1,'Сохранение степей','ГЭФ','1,1 млн','USD','2023-2027','15.1']],
 'г. Алматы':[['Инициатива','Партнёр','Год','Цели ЦУР'],['Чистый воздух','Bloomberg Philanthropies',2024,'11.6']],
 'Свод':[['Регион','Кол-во проектов'],['СКО',1],['Костанайская',1],['г. Алматы',1]]}),
    [
        'Ремонт теплосетей Петропавловска | F ЕБРР | 4500000000 KZT | .. | KZ-59 | 7.3',
        'Сохранение степей | F ГЭФ | 1100000 USD | 2023-01-01..2027-12-31 | KZ-39 | 15.1',
        'Чистый воздух | P Bloomberg Philanthropies |  | 2024-01-01..2024-12-31 | KZ-75 | 11.6',
    ],
    ['heading-understood', 'sheet-no-register'],
)  # fmt: skip
# 29 continuation rows where description spills
REGISTERS["spill"] = (
    lambda folder: xlsx(folder, '29.xlsx',{'Лист1':[
 ['№','Наименование','Описание','Донор','Сумма','Регион','ЦУР'],
 [1,'Арал: рыболовство','Восстановление рыбного хозяйства','Правительство Дании','5 млн DKK','Аральский район','14.4'],
 ['','','включая поставку лодок и сетей','','','',''],
 ['','','а также обучение рыбаков','','','Казалинский район',''],
 [2,'Медицинские поезда','Обслуживание отдалённых станций','РБ','—','Мангистауская, Актюбинская области','3.8'],
 ['','','','в т.ч. местный бюджет: 30 млн тг','','','']]}),
    [
        'Арал: рыболовство | F Правительство Дании | 5000000 DKK | .. | KZ-43 | 14.4',
        'Медицинские поезда | F РБ, F местный бюджет |  | .. | KZ-47 KZ-15 | 3.8',
    ],
    ['row-continued', 'row-part'],
)  # fmt: skip
# 30 NGO registry Google form export
REGISTERS["form"] = (
    lambda folder: text(folder, '30.csv','Отметка времени,Название вашей организации,Как называется ваш проект?,Кто вас поддержал (донор)?,Какой бюджет проекта?,В каком регионе он проходит?,Когда начался проект?,Когда он закончился / закончится?,На какие ЦУР направлен проект?,"Ваше имя, телефон и почта"\n'
 '2024/05/12 10:22:13 AM GMT+5,ОФ «Инклюзия»,Доступная среда,"Фонд Сорос-Казахстан",около 5 млн тенге,Караганда,01.02.2024,30.11.2024,"ЦУР 10: Уменьшение неравенства, ЦУР 11: Устойчивые города","Алия, 87015556677, aliya@mail.example"\n'
 '2024/05/13 9:01:00 PM GMT+5,Частное лицо,Посади дерево,никто,0,Талдыкорган,апрель 2024,май 2024,ЦУР 15: Сохранение экосистем суши,"Данияр 8(777)123-45-67"\n'),
    [
        'Доступная среда | I ОФ «Инклюзия», F Фонд Сорос-Казахстан | 5000000 KZT | 2024-02-01..2024-11-30 | KZ-35 | 10 11',
        'Посади дерево | I Частное лицо | 0 ? | 2024-04-01..2024-05-31 | KZ-33 | 15',
    ],
    ['amount-about', 'column-doubtful', 'contacts-left-out', 'currency-missing'],
)  # fmt: skip
# 31 IFAS ASBP: countries as amount columns, two-level sections, en/ru
REGISTERS["asbp"] = (
    lambda folder: xlsx(folder, '31.xlsx',{'ПБАМ-4':[
 ['Перечень проектов ПБАМ-4, млн долл. США'],
 ['№','Наименование проекта','Сроки','Стоимость','','','','','Источники'],
 ['','','','КР','РК','РТ','Узбекистан','Всего',''],
 ['Направление 1. Комплексное использование водных ресурсов'],
 ['1.1','Модернизация гидропостов','2021-2025','2,5','3','1,5','4','11','Всемирный банк, ШДС'],
 ['1.2','Обмен данными БВО «Сырдарья»','2022-2024','','0,8','','0,7','1,5','USAID'],
 ['Направление 2. Экологическое'],
 ['2.1','Лесопосадки на осушенном дне Арала','2021-2030','','6','','10','16','Корейская лесная служба'],
 ['','Итого','','2,5','9,8','1,5','14,7','28,5','']]},merges={'ПБАМ-4':['A1:I1','A2:A3','B2:B3','C2:C3','D2:H2','I2:I3','A4:I4','A7:I7']}),
    [
        'Модернизация гидропостов | F Всемирный банк, F ШДС | 11000000 USD | 2021-01-01..2025-12-31 | aral-basin |  | § Направление 1. Комплексное использование водных ресурсов',
        'Обмен данными БВО «Сырдарья» | F USAID | 1500000 USD | 2022-01-01..2024-12-31 | aral-basin |  | § Направление 1. Комплексное использование водных ресурсов',
        'Лесопосадки на осушенном дне Арала | F Корейская лесная служба | 16000000 USD | 2021-01-01..2030-12-31 | aral-basin |  | § Направление 2. Экологическое',
    ],
    ['columns-by-name', 'heading-understood', 'row-section', 'row-total'],
)  # fmt: skip
# 32 html saved as xls with rowspan
REGISTERS["html-xls"] = (
    lambda folder: text(folder, '32.xls','<html><head><meta charset="utf-8"></head><body><table border=1><tr><th colspan=5>Проекты акимата Мангистауской области</th></tr><tr><th rowspan=2>№</th><th rowspan=2>Проект</th><th colspan=2>Бюджет, тыс. тенге</th><th rowspan=2>ЦУР</th></tr><tr><th>всего</th><th>освоено</th></tr><tr><td>1</td><td>Опреснительный завод<br>в с. Кендерли</td><td>24 500 000</td><td>1 200,5</td><td>6.1</td></tr><tr><td>2</td><td rowspan=2>Ветропарк</td><td>1&nbsp;000</td><td>-</td><td>7.2</td></tr><tr><td></td><td>500</td><td></td><td>13</td></tr></table></body></html>'),
    [
        'Опреснительный завод в с. Кендерли |  | 24500000000 KZT, 1200500 KZT disbursed | .. |  | 6.1',
        'Ветропарк |  | 1000000 KZT, 500000 KZT | .. |  | 7.2 13',
    ],
    ['row-continued'],
)  # fmt: skip
# 33 csv with newlines in cells, BOM, both languages header
REGISTERS["csv-newlines"] = (
    lambda folder: text(folder, '33.csv','\ufeff"№ / No";"Атауы\nНаименование";"Серіктес\nПартнёр";"Мерзімі";"Сома, млн теңге";"ТДМ"\r\n1;"Жасыл мектеп\n(Зелёная школа)";"ЮНИСЕФ;\nПРООН";"2024 жылғы 1 қыркүйек - 2025 жылғы 31 мамыр";"12,75";"4.7, 13.3"\r\n2;"IT-сынып";"Samsung";"2025 ж.";"8";"4.4"\r\n'),
    [
        'Жасыл мектеп (Зелёная школа) | P ЮНИСЕФ, P ПРООН | 12750000 KZT | 2024-09-01..2025-05-31 |  | 4.7 13.3',
        'IT-сынып | P Samsung | 8000000 KZT | 2025-01-01..2025-12-31 |  | 4.4',
    ],
    [],
)  # fmt: skip


# 34 Word: headings before tables naming agency
def made_34(folder: Path) -> Path:
    d = docx.Document()
    d.add_heading("Справка о проектах", 0)
    for h, rows in [
        (
            "1. ЮНИСЕФ",
            [
                ["№", "Проект", "Сумма", "Срок"],
                ["1", "Школьное питание", "120 тыс. долл.", "2024 г."],
                ["2", "Прививки", "80 тыс. долл.", "2023–2024 гг."],
            ],
        ),
        (
            "2. Европейский союз",
            [
                ["№", "Проект", "Сумма", "Срок"],
                ["1", "BOMCA 10 (охрана границ)", "21,65 млн евро", "04.2021 – 03.2026"],
            ],
        ),
    ]:
        d.add_paragraph(h)
        t = d.add_table(len(rows), 4)
        for i, r in enumerate(rows):
            for j, v in enumerate(r):
                t.cell(i, j).text = v
        d.add_paragraph("* суммы уточняются")
    p = folder / "34.docx"
    d.save(p)
    return p


REGISTERS["word-headings"] = (
    made_34,
    [
        'Школьное питание | P ЮНИСЕФ | 120000 USD | 2024-01-01..2024-12-31 |  |  | § 1. ЮНИСЕФ',
        'Прививки | P ЮНИСЕФ | 80000 USD | 2023-01-01..2024-12-31 |  |  | § 1. ЮНИСЕФ',
        'BOMCA 10 (охрана границ) | F Европейский союз | 21650000 EUR | 2021-04-01..2026-03-31 |  |  | § 2. Европейский союз',
    ],
    ['heading-understood'],
)  # fmt: skip
# 35 EU projects: contribution and total cost
REGISTERS["eu"] = (
    lambda folder: xlsx(folder, '35.xlsx',{'EU':[
 ['Decision year','Contract no.','Contract title','Contracting party','EU contribution, EUR','Total eligible cost, EUR','Paid, EUR','Start','Duration (months)','Main SDG','Other significant SDGs'],
 [2019,'ACA/2019/411-002','Central Asia Invest: SMEs','Atameken','1 980 000','2 475 000','1 200 000','01/02/2020',36,'SDG 8','SDG 9, SDG 5'],
 [2021,'NEAR-TS/2021/428','Support to Kazakhstan civil society','Eurasia Foundation of Central Asia','600.000','750.000','0','15/11/2021','24','16.7','17']]}),
    [
        'Central Asia Invest: SMEs | I Atameken, F EU | 2475000 EUR, 1200000 EUR disbursed | 2020-02-01..2023-01-31 |  | 8* 9 5',
        'Support to Kazakhstan civil society | I Eurasia Foundation of Central Asia, F EU | 750000 EUR, 0 EUR disbursed | 2021-11-15..2023-11-14 |  | 16.7* 17',
    ],
    ['column-doubtful', 'heading-understood'],
)  # fmt: skip
# 36 numbering restarts in every section; kk subtotals
REGISTERS["restart-numbers"] = (
    lambda folder: xlsx(folder, '36.xlsx',{'Т':[
 ['№','Жоба атауы','Сома, мың теңге','ТДМ'],
 ['1-бөлім. Білім беру','','',''],[1,'Мектеп асханаларын жаңғырту','5 000','2.1'],[2,'Кітапхана қоры','700','4'],['Бөлім бойынша жиыны:','','5 700',''],
 ['2-бөлім. Денсаулық','','',''],[1,'Жедел жәрдем көліктері','90 000','3.8'],['оның ішінде:','','',''],['','республикалық бюджет','60 000',''],['','жергілікті бюджет','30 000',''],['Бөлім бойынша жиыны:','','90 000',''],['Барлығы (1+2)','','95 700','']]}),
    [
        'Мектеп асханаларын жаңғырту |  | 5000000 KZT | .. |  | 2.1 | § 1-бөлім. Білім беру',
        'Кітапхана қоры |  | 700000 KZT | .. |  | 4 | § 1-бөлім. Білім беру',
        'Жедел жәрдем көліктері |  | 90000000 KZT | .. |  | 3.8 | § 2-бөлім. Денсаулық',
    ],
    ['row-part', 'row-section', 'row-total'],
)  # fmt: skip
# 37 transposed register: headings in first column, projects in columns
REGISTERS["transposed"] = (
    lambda folder: xlsx(folder, '37.xlsx',{'Сравнение':[
 ['Показатель','Проект 1','Проект 2','Проект 3'],
 ['Наименование проекта','Тёплые школы','Чистые реки','Цифровая медицина'],
 ['Донор','ПРООН','Швейцария','ВОЗ'],
 ['Бюджет, тыс. долл. США',250,'1 100',75.5],
 ['Сроки реализации','2023-2024','2022-2026','2025'],
 ['Регион','ВКО','Алматинская область','г. Астана'],
 ['ЦУР','4; 7','6.3','3.8']]}),
    [
        'Тёплые школы | F ПРООН | 250000 USD | 2023-01-01..2024-12-31 | KZ-63 | 4 7',
        'Чистые реки | F Швейцария | 1100000 USD | 2022-01-01..2026-12-31 | KZ-19 | 6.3',
        'Цифровая медицина | F ВОЗ | 75500 USD | 2025-01-01..2025-12-31 | KZ-71 | 3.8',
    ],
    ['card'],
)  # fmt: skip
# 38 SDG columns with full text
REGISTERS["sdg-texts"] = (
    lambda folder: xlsx(folder, '38.xlsx',{'R':[
 ['Мероприятие','Цель','Задача','Индикатор','Исполнитель'],
 ['Скрининг рака','Цель 3: Обеспечение здорового образа жизни','3.4 К 2030 году уменьшить на треть преждевременную смертность от НИЗ','3.4.1 Смертность от сердечно-сосудистых заболеваний','МЗ РК'],
 ['Зелёные тарифы','Цель 7: Недорогостоящая и чистая энергия','7.2 Увеличить долю энергии из возобновляемых источников','7.2.1','Минэнерго'],
 ['Стипендии для девушек','Цель 4, Цель 5','4.5; 5.b','','МНВО']]}),
    [
        'Скрининг рака | I МЗ РК |  | .. |  | 3.4 3.4.1',
        'Зелёные тарифы | I Минэнерго |  | .. |  | 7.2 7.2.1',
        'Стипендии для девушек | I МНВО |  | .. |  | 4.5 5.b',
    ],
    ['column-doubtful'],
)  # fmt: skip
# 39 SDG by names in 3 languages
REGISTERS["sdg-names"] = (
    lambda folder: xlsx(folder, '39.xlsx',{'R':[
 ['Проект','Донор','ЦУР'],
 ['Больницы','ВОЗ','Хорошее здоровье и благополучие; Качественное образование'],
 ['Су','ЮНЕСКО','Таза су және санитария'],
 ['Jobs','ILO','Decent work and economic growth, Gender equality'],
 ['Города','ООН-Хабитат','Устойчивые города и населенные пункты']]}),
    [
        'Больницы | F ВОЗ |  | .. |  | 3 4',
        'Су | F ЮНЕСКО |  | .. |  | 6',
        'Jobs | F ILO |  | .. |  | 8 5',
        'Города | F ООН-Хабитат |  | .. |  | 11',
    ],
    [],
)  # fmt: skip
# 40 Uzbek Cyrillic, soums
REGISTERS["uz-cyr"] = (
    lambda folder: xlsx(folder, '40.xlsx',{'Рўйхат':[
 ['Т/р','Лойиҳа номи','Молиялаштириш манбаи','Ижрочи','Қиймати, млрд сўм','Муддати','Ҳудуд','БРМ'],
 [1,'Мактабларни таъмирлаш','Жаҳон банки','Халқ таълими вазирлиги','125,5','2023-2025 йиллар','Андижон вилояти','4.a'],
 [2,'Тоза ичимлик суви','Осиё тараққиёт банки','Уй-жой коммунал хизмат вазирлиги','1 300','2024 йил','Қорақалпоғистон Республикаси','6.1']]}),
    [
        'Мактабларни таъмирлаш | F Жаҳон банки, I Халқ таълими вазирлиги | 125500000000 UZS | 2023-01-01..2025-12-31 | UZ-AN | 4.a',
        'Тоза ичимлик суви | F Осиё тараққиёт банки, I Уй-жой коммунал хизмат вазирлиги | 1300000000000 UZS | 2024-01-01..2024-12-31 | UZ-QR | 6.1',
    ],
    [],
)  # fmt: skip
# 41 Afghan english
# 42 letters row under header А Б 1 2 3, Tajik in Russian, somoni
REGISTERS["tj-ru"] = (
    lambda folder: xlsx(folder, '42.xlsx',{'Л':[
 ['Государственный комитет по инвестициям РТ: портфель проектов'],
 ['№','Название проекта','Партнёр по развитию','Сумма (млн. сомони)','В т.ч. грант','Дата начала','Дата завершения','Зона охвата','ЦУР'],
 ['А','Б','1','2','3','4','5','6','7'],
 [1,'Рогунская ГЭС: защита населения','Всемирный банк','3 500','3 500','2024-12-17','2032','РРП','7.1; 7.b'],
 [2,'Дорога Душанбе – Бохтар','АБР, ОПЕК','820,5','-','2016','2025','г. Душанбе; Хатлон','9.1']]}),
    [
        'Рогунская ГЭС: защита населения | F Всемирный банк | 3500000000 TJS | 2024-12-17..2032-12-31 | TJ-RA | 7.1 7.b',
        'Дорога Душанбе – Бохтар | F АБР, F ОПЕК | 820500000 TJS | 2016-01-01..2025-12-31 | TJ-DU TJ-KT | 9.1',
    ],
    [],
)  # fmt: skip
# 43 amount columns per currency each row in one
REGISTERS["currencies"] = (
    lambda folder: xlsx(folder, '43.xlsx',{'R':[
 ['№','Грант','Донор','Сумма','','','Период'],['','','','USD','EUR','KZT',''],
 [1,'Реабилитация подростков','Посольство США','24 000','','','10.2023-09.2024'],[2,'Театр равенства','Посольство Нидерландов','','18 500','','2024'],[3,'Юридическая клиника','Фонд им. Фридриха Эберта','','','3 200 000','весна 2024']]},merges={'R':['D1:F1']}),
    [
        'Реабилитация подростков | F Посольство США | 24000 USD | 2023-10-01..2024-09-30 |  | ',
        'Театр равенства | F Посольство Нидерландов | 18500 EUR | 2024-01-01..2024-12-31 |  | ',
        'Юридическая клиника | F Фонд им. Фридриха Эберта | 3200000 KZT | 2024-01-01..2024-12-31 |  | ',
    ],
    ['column-doubtful', 'date-vague'],
)  # fmt: skip
# 44 dates within a cell with words
REGISTERS["dates-words"] = (
    lambda folder: xlsx(folder, '44.xlsx',{'R':[
 ['Проект','Сроки','Сумма, евро'],
 ['А-проект по воде','Начало: янв. 2023; окончание: дек. 2025','100'],['Б-проект по земле','2023 → 2025','200'],['В-проект по лесу','с июня 2022 по н.в.','300'],['Г-проект по рыбе','до конца 2025 года','400'],['Д-проект по степи','2-е полугодие 2024 - 1-е полугодие 2025','500'],['Е-проект','12 месяцев (с 01.04.2024)','600'],['Ж-проект','2024 год (продлён до 2026 г.)','700'],['З-проект','Q3/2023–Q1/2025','800'],['И-проект','01.01.2024г.-31.12.2024г.','900'],['К-проект','в течение 2024-2025 гг.','1000']]}),
    [
        'А-проект по воде |  | 100 EUR | 2023-01-01..2025-12-31 |  | ',
        'Б-проект по земле |  | 200 EUR | 2023-01-01..2025-12-31 |  | ',
        'В-проект по лесу |  | 300 EUR | 2022-06-01.. |  | ',
        'Г-проект по рыбе |  | 400 EUR | ..2025-12-31 |  | ',
        'Д-проект по степи |  | 500 EUR | 2024-07-01..2025-06-30 |  | ',
        'Е-проект |  | 600 EUR | 2024-04-01..2025-03-31 |  | ',
        'Ж-проект |  | 700 EUR | 2024-01-01..2026-12-31 |  | ',
        'З-проект |  | 800 EUR | 2023-07-01..2025-03-31 |  | ',
        'И-проект |  | 900 EUR | 2024-01-01..2024-12-31 |  | ',
        'К-проект |  | 1000 EUR | 2024-01-01..2025-12-31 |  | ',
    ],
    ['date-in-text', 'date-ongoing'],
)  # fmt: skip
# 45 project over components with merged project and total
REGISTERS["components"] = (
    lambda folder: xlsx(folder, '45.xlsx',{'R':[
 ['№','Проект','Компонент','Исполнитель','Бюджет компонента, тыс. $','Общий бюджет, тыс. $','ЦУР'],
 [1,'Устойчивое пастбищное хозяйство','1. Ирригация','МВРИ','200','500','6.4'],
 ['','','2. Пастбища','МСХ','300','','15.3'],
 [2,'Молодёжь и климат','1. Обучение','ЮНИСЕФ','50','50','13.3']]},merges={'R':['A2:A3','B2:B3','F2:F3']}),
    [
        'Устойчивое пастбищное хозяйство | I МВРИ, I МСХ | 500000 USD | .. |  | 6.4 15.3',
        'Молодёжь и климат | I ЮНИСЕФ | 50000 USD | .. |  | 13.3',
    ],
    ['row-continued'],
)  # fmt: skip
# 46 volunteers UNV English F/M
REGISTERS["unv"] = (
    lambda folder: xlsx(folder, '46.xlsx',{'UNV':[
 ['Event','Date','Place','Volunteers (total)','Female','Youth 18-29','Hours per volunteer','Partner'],
 ['Aral tree planting','Saturday, 12 April 2025','Aralsk',120,70,100,6,'Ministry of Ecology'],
 ['First aid training','2025-05-08','Online','~45','30','45',3,'Red Crescent'],
 ['Total','','',165,100,145,'','']]}),
    [
        'Aral tree planting | I Ministry of Ecology, P UNV |  | 2025-04-12.. | KZ-43 |  | v 120/720.0/70/100',
        'First aid training | I Red Crescent, P UNV |  | 2025-05-08.. |  |  | v 45/135.0/30/45',
    ],
    ['column-doubtful', 'date-in-text', 'heading-understood', 'region-unread', 'row-total', 'volunteers-about'],
)  # fmt: skip
# 47 leading blank cols/rows; header with asterisks; footnotes
REGISTERS["offset"] = (
    lambda folder: xlsx(folder, '47.xlsx',{'R':[
 [],[],['','','','Приложение 3 к отчёту'],[],
 ['','','п/п','Название проекта*','Объём финансирования**, млн тенге','Партнёр***','Начало','Конец'],
 ['','',1,'Сейсмостанции','45,6¹','JICA','2023','2024'],
 ['','',2,'Пожарные депо','120','Франция²','I квартал 2022 г.','III квартал 2024 г.'],
 ['','','','* по данным МЧС'],['','','','** без НДС'],['','','','¹ предварительно']]}),
    [
        'Сейсмостанции | F JICA | 45600000 KZT | 2023-01-01..2024-12-31 |  | ',
        'Пожарные депо | F Франция | 120000000 KZT | 2022-01-01..2024-09-30 |  | ',
    ],
    ['footnote-mark', 'row-note'],
)  # fmt: skip
# 48 header repeated on each printed page with page totals 'Итого по странице'


def made_48(folder: Path) -> Path:
    rows: list[list[Any]] = []
    for page, first in enumerate((1, 4, 7), start=1):
        schools = [
            [number, f"Школа {number} в ауле", "ЮНИСЕФ", number * 100] for number in range(first, first + 3)
        ]
        rows += [["№", "Проект", "Донор", "Сумма, $"], ["1", "2", "3", "4"], *schools]
        rows += [["", "Итого по странице", "", sum(row[3] for row in schools)], [f"Лист {page}"]]
    return xlsx(folder, "48.xlsx", {"R": [*rows, ["", "ВСЕГО ПО РЕЕСТРУ", "", 4500]]})


REGISTERS["page-totals"] = (
    made_48,
    [
        'Школа 1 в ауле | F ЮНИСЕФ | 100 USD | .. |  | ',
        'Школа 2 в ауле | F ЮНИСЕФ | 200 USD | .. |  | ',
        'Школа 3 в ауле | F ЮНИСЕФ | 300 USD | .. |  | ',
        'Школа 4 в ауле | F ЮНИСЕФ | 400 USD | .. |  | ',
        'Школа 5 в ауле | F ЮНИСЕФ | 500 USD | .. |  | ',
        'Школа 6 в ауле | F ЮНИСЕФ | 600 USD | .. |  | ',
        'Школа 7 в ауле | F ЮНИСЕФ | 700 USD | .. |  | ',
        'Школа 8 в ауле | F ЮНИСЕФ | 800 USD | .. |  | ',
        'Школа 9 в ауле | F ЮНИСЕФ | 900 USD | .. |  | ',
    ],
    ['row-header-repeated', 'row-note', 'row-total'],
)  # fmt: skip
# 49 matrix goals numbers columns under 'Вклад в ЦУР' with + and ++ and notes
REGISTERS["matrix"] = (
    lambda folder: xlsx(folder, '49.xlsx',{'M':[
 ['Проект','Агентство','SDG 1','SDG 2','SDG 3','SDG 4','SDG 5'],
 ['Социальная защита','ЮНИСЕФ','✓✓','','✓','',''],['Питание школьников','ВПП','','✔','','✔',''],['Против насилия','ООН-женщины','','','','','√']]}),
    [
        'Социальная защита | P ЮНИСЕФ |  | .. |  | 1* 3',
        'Питание школьников | P ВПП |  | .. |  | 2 4',
        'Против насилия | P ООН-женщины |  | .. |  | 5',
    ],
    ['columns-of-marks', 'marks-marks'],
)  # fmt: skip
# 50 Same project in two sheets by agency, different amounts
REGISTERS["two-agencies"] = (
    lambda folder: xlsx(folder, '50.xlsx',{
 'ПРООН':[['Проект','Бюджет, долл.','Срок'],['Региональное развитие Кызылорды','500 000','2024-2026'],['Биоразнообразие','100 000','2024']],
 'ЮНИСЕФ':[['Проект','Бюджет, долл.','Срок'],['Региональное развитие Кызылорды','300 000','2024-2026'],['Вода в школах','70 000','2025']]}),
    [
        'Региональное развитие Кызылорды | P ПРООН | 500000 USD | 2024-01-01..2026-12-31 |  | ',
        'Биоразнообразие | P ПРООН | 100000 USD | 2024-01-01..2024-12-31 |  | ',
        'Региональное развитие Кызылорды | P ЮНИСЕФ | 300000 USD | 2024-01-01..2026-12-31 |  | ',
        'Вода в школах | P ЮНИСЕФ | 70000 USD | 2025-01-01..2025-12-31 |  | ',
    ],
    ['heading-understood', 'same-project'],
)  # fmt: skip
# 51 plan of memoranda with signing only; text-only
REGISTERS["memoranda"] = (
    lambda folder: xlsx(folder, '51.xlsx',{'МИД':[
 ['Перечень меморандумов, подписанных в 2024 году'],
 ['№','Наименование документа','Сторона','Дата и место подписания','Ответственный госорган','Предмет сотрудничества'],
 [1,'Меморандум о взаимопонимании в сфере водных ресурсов','Нидерланды','15 мая 2024 г., г. Гаага','МВРИ','Обмен опытом по управлению паводками'],
 [2,'Соглашение о сотрудничестве в области геологии','Узбекистан','Ташкент, 8 августа 2024 года','МПС','Геологоразведка']]}),
    [
        'Меморандум о взаимопонимании в сфере водных ресурсов | P Нидерланды, G МВРИ |  | 2024-05-15.. |  | ',
        'Соглашение о сотрудничестве в области геологии | P Узбекистан, G МПС |  | 2024-08-08.. |  | ',
    ],
    ['date-in-text'],
)  # fmt: skip
# 52 amounts with odd forms
REGISTERS["amounts"] = (
    lambda folder: xlsx(folder, '52.xlsx',{'R':[
 ['Проект','Донор','Сумма'],
 ['Проект номер один','ЕС','12,5млн€'],['Проект номер два','ЕС','1.2 млн. EUR + 20 млн. тг (софинансирование)'],['Проект номер три','ЕС','2 х 500 000 евро'],['Проект номер четыре','ЕС','~50к€'],['Проект номер пять','ЕС','500 тыс. – 1 млн евро'],['Проект номер шесть','ЕС','1,500,000.00 EUR'],['Проект номер семь','ЕС','EUR 1.500.000,-'],['Проект номер восемь','ЕС','бесплатно (in-kind)'],['Проект номер девять','ЕС','300 тыс. евро ежегодно'],['Проект номер десять','ЕС','5 чел.'],['Проект номер одиннадцать','ЕС','1/3 от 900 000 евро'],['Проект номер двенадцать','ЕС','€250k (UNDP share €100k)']]}),
    [
        'Проект номер один | F ЕС | 12500000 EUR | .. |  | ',
        'Проект номер два | F ЕС | 1200000 EUR, 20000000 KZT | .. |  | ',
        'Проект номер три | F ЕС |  | .. |  | ',
        'Проект номер четыре | F ЕС | 50000 EUR | .. |  | ',
        'Проект номер пять | F ЕС |  | .. |  | ',
        'Проект номер шесть | F ЕС | 1500000 EUR | .. |  | ',
        'Проект номер семь | F ЕС | 1500000 EUR | .. |  | ',
        'Проект номер восемь | F ЕС |  | .. |  | ',
        'Проект номер девять | F ЕС | 300000 EUR | .. |  | ',
        'Проект номер десять | F ЕС |  | .. |  | ',
        'Проект номер одиннадцать | F ЕС |  | .. |  | ',
        'Проект номер двенадцать | F ЕС | 250000 EUR | .. |  | ',
    ],
    ['amount-about', 'amount-period', 'amount-range', 'amount-several', 'amount-unreadable'],
)  # fmt: skip


def made_53(folder: Path) -> Path:
    d = docx.Document()
    d.add_paragraph("Реестр проектов (тыс. долл. США)")
    a = [
        ["№", "Проект", "Донор", "Сумма", "ЦУР"],
        ["1", "Пожарная безопасность степей", "ГЭФ", "400", "15.1"],
        ["2", "Оросительные каналы Кызылорды", "ИБР", "5 000", "6.4"],
    ]
    b = [["3", "Сельские амбулатории", "ВБ", "900", "3.8"], ["4", "Дороги к школам", "АБР", "1 200", "9.1"]]
    for rows in (a, b):
        t = d.add_table(len(rows), 5)
        for i, r in enumerate(rows):
            for j, v in enumerate(r):
                t.cell(i, j).text = v
        d.add_paragraph("")
    p = folder / "53.docx"
    d.save(p)
    return p


REGISTERS["word-table-goes-on"] = (
    made_53,
    [
        'Пожарная безопасность степей | F ГЭФ | 400000 USD | .. |  | 15.1',
        'Оросительные каналы Кызылорды | F ИБР | 5000000 USD | .. |  | 6.4',
        'Сельские амбулатории | F ВБ | 900000 USD | .. |  | 3.8',
        'Дороги к школам | F АБР | 1200000 USD | .. |  | 9.1',
    ],
    ['table-goes-on'],
)  # fmt: skip
REGISTERS["sources-as-columns"] = (
    lambda folder: xlsx(folder, '54.xlsx',{'Р':[
 ['№','Проект','Источники финансирования, млн тенге','','','','ЦУР'],['','','РБ','МБ','Грант','Всего',''],
 [1,'Очистка Иртыша','100','20,5','300','420,5','6.3'],[2,'Тепличный кластер','-','15','','15','2.3'],['','Итого','100','35,5','300','435,5','']]},merges={'Р':['C1:F1','A1:A2','B1:B2','G1:G2']}),
    [
        'Очистка Иртыша |  | 420500000 KZT | .. |  | 6.3',
        'Тепличный кластер |  | 15000000 KZT | .. |  | 2.3',
    ],
    ['column-doubtful', 'row-total'],
)  # fmt: skip
REGISTERS["dates-two-lines"] = (
    lambda folder: xlsx(folder, '55.xlsx',{'Р':[
 ['Проект','Дата начала /\nокончания','Донор','Сумма, $'],
 ['Сады Туркестана','01.03.2024\n31.12.2025','Израиль','120 000'],['Реабилитация рек','2023 г.\n2026 г.','Финляндия','80000']]}),
    [
        'Сады Туркестана | F Израиль | 120000 USD | 2024-03-01..2025-12-31 |  | ',
        'Реабилитация рек | F Финляндия | 80000 USD | 2023-01-01..2026-12-31 |  | ',
    ],
    [],
)  # fmt: skip
REGISTERS["plan-fact-single-row"] = (
    lambda folder: xlsx(folder, '56.xlsx',{'Р':[
 ['Проект','План 2024 (тыс. тенге)','Факт 2024 (тыс. тенге)','План 2025 (тыс. тенге)','Факт 2025 (тыс. тенге)'],
 ['Водосчётчики','1 000','900','2 000','150'],['Насосы','500','500','','']]}),
    [
        'Водосчётчики |  | 1000000 KZT 2024, 900000 KZT disbursed 2024, 2000000 KZT 2025, 150000 KZT disbursed 2025 | .. |  | ',
        'Насосы |  | 500000 KZT 2024, 500000 KZT disbursed 2024 | .. |  | ',
    ],
    [],
)  # fmt: skip
REGISTERS["subtotals-mixed"] = (
    lambda folder: xlsx(folder, '57.xlsx',{'Р':[
 ['Donor','Project','Amount (EUR)','SDG'],
 ['EU','Rule of law facility','1,000,000','16'],['','Green transition','2,000,000','13'],['Sub-total EU','','3,000,000',''],
 ['Germany','Climate partnership','500,000','13'],['Germany total','','500,000',''],['GRAND TOTAL','','3,500,000','']]},merges={'Р':['A2:A3']}),
    [
        'Rule of law facility | F EU | 1000000 EUR | .. |  | 16',
        'Green transition | F EU | 2000000 EUR | .. |  | 13',
        'Climate partnership | F Germany | 500000 EUR | .. |  | 13',
    ],
    ['row-total'],
)  # fmt: skip
REGISTERS["csv-trailing"] = (
    lambda folder: text(folder, '58.csv','Реестр грантов;;;;;;\n;;;;;;\nНомер;Название;Партнер;Сумма;Валюта;Начало;Окончание;;\n1;Лесные питомники;Турция;1.250.000,50;TRY;1.9.2023;1.9.2024;;\n2;Школа ремёсел;Турция;850.000;TRY;15.1.2024;15.7.2024;;\n;Итого;;2.100.000,50;;;;;\n'),
    [
        'Лесные питомники | F Турция | 1250000.5 TRY | 2023-09-01..2024-09-01 |  | ',
        'Школа ремёсел | F Турция | 850000 TRY | 2024-01-15..2024-07-15 |  | ',
    ],
    ['row-total'],
)  # fmt: skip
REGISTERS["hidden"] = (
    lambda folder: xlsx(folder, '59.xlsx',{'Р':[
 ['№','Проект','Бюджет, млн тенге','Бюджет уточнённый, млн тенге','ЦУР'],[1,'Парк Победы','100','120','11.7'],[2,'Набережная Урала','50','40','11'],[3,'Велодорожки','10','','11.2']]}),
    [
        'Парк Победы |  | 120000000 KZT | .. |  | 11.7',
        'Набережная Урала |  | 40000000 KZT | .. |  | 11',
        'Велодорожки |  | 10000000 KZT | .. |  | 11.2',
    ],
    [],
)  # fmt: skip
REGISTERS["sheets-by-year"] = (
    lambda folder: xlsx(folder, '60.xlsx',{'2023':[['Проект','Донор','Освоено, тыс. $'],['Ремонт ФАП','Япония','50']],'2024':[['Проект','Донор','Освоено, тыс. $'],['Ремонт ФАП','Япония','70'],['Мосты','АБР','900']]}),
    [
        'Ремонт ФАП | F Япония | 50000 USD disbursed | 2023-01-01..2023-12-31 |  | ',
        'Ремонт ФАП | F Япония | 70000 USD disbursed | 2024-01-01..2024-12-31 |  | ',
        'Мосты | F АБР | 900000 USD disbursed | 2024-01-01..2024-12-31 |  | ',
    ],
    ['same-project', 'time-of-heading'],
)  # fmt: skip
REGISTERS["beneficiaries"] = (
    lambda folder: xlsx(folder, '61.xlsx',{'Р':[
 ['Проект','Вид помощи','Охват, чел.','Из них женщин','Бюджет','Срок'],
 ['Микрокредиты вдовам','техническая помощь','1 250','700','15 000 евро','2024'],['Курсы швей','грант','300 (все женщины)','300','7 500 евро','2025']]}),
    [
        'Микрокредиты вдовам |  | 15000 EUR | 2024-01-01..2024-12-31 |  | ',
        'Курсы швей |  | 7500 EUR | 2025-01-01..2025-12-31 |  | ',
    ],
    [],
)  # fmt: skip
REGISTERS["numbered-titles"] = (
    lambda folder: xlsx(folder, '62.xlsx',{'Р':[
 ['Наименование','Исполнитель','Сумма, тыс. тенге'],['1. Ремонт дамбы на р. Шу','Казводхоз','50 000'],['2. Берегоукрепление','Казводхоз','30 000'],['2.1. участок Тасоткель','','20 000'],['2.2. участок Фурмановка','','10 000'],['3. Насосная станция','акимат','5 000'],['ИТОГО','','85 000']]}),
    [
        '1. Ремонт дамбы на р. Шу | I Казводхоз | 50000000 KZT | .. |  | ',
        '2. Берегоукрепление | I Казводхоз | 30000000 KZT | .. |  | ',
        '2.1. участок Тасоткель |  | 20000000 KZT | .. |  | ',
        '2.2. участок Фурмановка |  | 10000000 KZT | .. |  | ',
        '3. Насосная станция | I акимат | 5000000 KZT | .. |  | ',
    ],
    ['components', 'row-total'],
)  # fmt: skip
REGISTERS["backwards-and-words"] = (
    lambda folder: xlsx(folder, '63.xlsx',{'Р':[
 ['Проект','Сумма','Срок','Софинансирование','Регион'],['Центр слепых','один миллион тенге','2025 - 2023','30%','Туркестанская, кроме г. Кентау'],['Приют','1 млн','31.02.2024','10 тыс.','обл. Абай и Жетысу'],['Музей Абая Кунанбаева','0','','0','ВКО (Семей)']]}),
    [
        'Центр слепых |  | 1000000 KZT | 2025-01-01..2023-12-31 | KZ-61 | ',
        'Приют |  | 1000000 ? | .. | KZ-10 KZ-33 | ',
        'Музей Абая Кунанбаева |  | 0 ? | .. | KZ-63 KZ-10 | ',
    ],
    ['currency-missing', 'date-backwards', 'date-impossible'],
)  # fmt: skip
REGISTERS["merged-title-&-description-rows"] = (
    lambda folder: xlsx(folder, '64.xlsx',{'Р':[
 ['№','Проект','Содержание мероприятий','Ответственные','Сумма, млн тг'],
 [1,'Цифровая школа','1) Закупка планшетов','МП','10'],['','','2) Обучение учителей','АО «Өрлеу»','5'],['','','3) Интернет','МЦРИАП','7'],
 [2,'Чистый воздух','1) Газификация','Минэнерго','100']]},merges={'Р':['A2:A4','B2:B4']}),
    [
        'Цифровая школа | G МП, G АО «Өрлеу», G МЦРИАП | 10000000 KZT, 5000000 KZT, 7000000 KZT | .. |  | ',
        'Чистый воздух | G Минэнерго | 100000000 KZT | .. |  | ',
    ],
    ['row-continued'],
)  # fmt: skip
REGISTERS["status-and-gaps"] = (
    lambda folder: xlsx(folder, '65.xlsx',{'R':[
 ['Project','Donor','Amount','Status','Start','End','Region','SDG'],
 ['Solar pumps','UNDP','USD 0.5 mln','under implementation','2024','TBD','Almaty region','7'],['Wind atlas','World Bank/ESMAP','TBC','pre-pipeline','tbc','','nationwide','7.2'],['Heat maps','EBRD','EUR 3,5m','closed','Jan-20','Mar-22','Astana, Almaty (city)','11.6'],['Bike lanes','ADB','$1.2-1.5m','suspended','2023-05','2024-11','North Kazakhstan','11.2']]}),
    [
        'Solar pumps | F UNDP | 500000 USD | 2024-01-01.. | KZ-19 | 7',
        'Wind atlas | F World Bank, F ESMAP |  | .. | KZ | 7.2',
        'Heat maps | F EBRD | 3500000 EUR | 2020-01-01..2022-03-31 | KZ-71 KZ-75 | 11.6',
        'Bike lanes | F ADB |  | 2023-05-01..2024-11-30 | KZ-59 | 11.2',
    ],
    ['amount-range', 'city-or-region'],
)  # fmt: skip
REGISTERS["kk-akimat"] = (
    lambda folder: xlsx(folder, '66.xlsx',{'Т':[
 ['Қызылорда облысы әкімдігінің халықаралық жобалары, 2025 ж.'],
 ['№','Жоба атауы','Қаржыландыру көзі','Жалпы құны','Оның ішінде 2025 жылға','Орындаушы','Аудан','Мерзімі','ТДМ'],
 [1,'Арал ауданында сексеуіл егу','Корея үкіметі','2 млн АҚШ доллары','500 мың АҚШ доллары','Облыстық орман шаруашылығы','Арал ауданы','2023 жылдан бастап','15.3'],
 [2,'Ауыз су құбыры','ИДБ (70%), жергілікті бюджет (30%)','4,5 млрд теңге','1,2 млрд теңге','«Қызылорда су жүйесі» КМК','Қазалы, Қармақшы аудандары','2024 - 2026 жж.','6.1'],
 ['','Барлығы','','','','','','','']]}),
    [
        'Арал ауданында сексеуіл егу | F Корея үкіметі, I Облыстық орман шаруашылығы | 2000000 USD, 500000 USD 2025 | 2023-01-01.. | KZ-43 | 15.3',
        'Ауыз су құбыры | F ИДБ, F жергілікті бюджет, I «Қызылорда су жүйесі» КМК | 4500000000 KZT, 1200000000 KZT 2025 | 2024-01-01..2026-12-31 | KZ-43 | 6.1',
    ],
    ['column-doubtful', 'row-total'],
)  # fmt: skip
REGISTERS["text-in-number-cells"] = (
    lambda folder: text(folder, '67.csv','id\ttitle\tdonor\tamount_usd\tstart_date\tend_date\tsdg_goal\nA-1\tClean cooking\tGCF\t1200000.00\t2021-01-01T00:00:00\t2023-12-31T00:00:00\t7\nA-2\tSafe schools\tJapan\t 350 000 \t20220401\t20230331\t4\nA-3\tDrones\tKorea\tNULL\t44562\t44926\t9\n'),
    [
        'Clean cooking | F GCF | 1200000 USD | 2021-01-01..2023-12-31 |  | 7',
        'Safe schools | F Japan | 350000 USD | 2022-04-01..2023-03-31 |  | 4',
        'Drones | F Korea |  | 2022-01-01..2022-12-31 |  | 9',
    ],
    ['date-serial'],
)  # fmt: skip
REGISTERS["country-sheet-regional"] = (
    lambda folder: xlsx(folder, '68.xlsx',{'Regional':[
 ['#','Programme','Countries','Donors','Total, mln USD','Kazakhstan share','Period','SDGs'],
 [1,'CAREC Energy','Kazakhstan, Kyrgyz Republic, Uzbekistan','ADB','30','10','2022-2027','7.1, 7.3'],
 [2,'Aral-2','KAZ; UZB','WB','25 ','12.5','2024–2029','6.5; 15.3'],
 [3,'Drugs control','Central Asia','UNODC/INL','8','n/a','2021-24','3.5, 16.4']]}),
    [
        'CAREC Energy | F ADB | 30000000 USD | 2022-01-01..2027-12-31 |  | 7.1 7.3 | KAZ KGZ UZB',
        'Aral-2 | F WB | 25000000 USD | 2024-01-01..2029-12-31 |  | 6.5 15.3 | KAZ UZB',
        'Drugs control | F UNODC, F INL | 8000000 USD | 2021-01-01..2024-12-31 |  | 3.5 16.4 | KAZ KGZ TJK TKM UZB',
    ],
    [],
)  # fmt: skip
REGISTERS["sdg-share"] = (
    lambda folder: xlsx(folder, '69.xlsx',{'R':[
 ['Проект','Бюджет, евро','Основная ЦУР','Дополнительные ЦУР','Доля основной, %'],['Лес','100','15','13; 6','60'],['Степь','200','ЦУР 15 (15.1)','-','100']]}),
    [
        'Лес |  | 100 EUR | .. |  | 15* 13 6',
        'Степь |  | 200 EUR | .. |  | 15.1*',
    ],
    [],
)  # fmt: skip
REGISTERS["long-header-text"] = (
    lambda folder: xlsx(folder, '70.xlsx',{'R':[
 ['№ п/п','Наименование проекта (полное, в соответствии с соглашением, на русском языке)','Международная организация или иностранное государство, предоставившее средства','Объём привлечённых средств в валюте соглашения (указать валюту)','Дата подписания соглашения и дата окончания действия соглашения','Достижению каких ЦУР способствует'],
 [1,'Развитие овцеводства','Исламский банк развития','12,5 млн долларов США','12.03.2021 - 11.03.2026','2.3, 2.4, 8.2'],[2,'Газификация','Китай (Эксимбанк)','1,2 млрд юаней','05.2019-12.2023','7.1']]}),
    [
        'Развитие овцеводства | F Исламский банк развития | 12500000 USD | 2021-03-12..2026-03-11 |  | 2.3 2.4 8.2',
        'Газификация | F Китай (Эксимбанк) | 1200000000 CNY | 2019-05-01..2023-12-31 |  | 7.1',
    ],
    [],
)  # fmt: skip
