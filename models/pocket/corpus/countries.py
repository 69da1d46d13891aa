"""Countries: name | capital | continent | main language | currency."""

from .row import table

COUNTRIES = table("""
France|Paris|Europe|French|the euro
Germany|Berlin|Europe|German|the euro
Italy|Rome|Europe|Italian|the euro
Spain|Madrid|Europe|Spanish|the euro
Portugal|Lisbon|Europe|Portuguese|the euro
Austria|Vienna|Europe|German|the euro
Greece|Athens|Europe|Greek|the euro
Belgium|Brussels|Europe|Dutch and French|the euro
Switzerland|Bern|Europe|German, French and Italian|the Swiss franc
Luxembourg|Luxembourg City|Europe|Luxembourgish|the euro
Liechtenstein|Vaduz|Europe|German|the Swiss franc
Monaco|Monaco|Europe|French|the euro
Andorra|Andorra la Vella|Europe|Catalan|the euro
San Marino|San Marino|Europe|Italian|the euro
Malta|Valletta|Europe|Maltese and English|the euro
Cyprus|Nicosia|Europe|Greek and Turkish|the euro
the Netherlands|Amsterdam|Europe|Dutch|the euro
Ireland|Dublin|Europe|English|the euro
Finland|Helsinki|Europe|Finnish|the euro
Estonia|Tallinn|Europe|Estonian|the euro
Latvia|Riga|Europe|Latvian|the euro
Lithuania|Vilnius|Europe|Lithuanian|the euro
Slovakia|Bratislava|Europe|Slovak|the euro
Slovenia|Ljubljana|Europe|Slovene|the euro
Croatia|Zagreb|Europe|Croatian|the euro
Norway|Oslo|Europe|Norwegian|the Norwegian krone
Sweden|Stockholm|Europe|Swedish|the Swedish krona
Denmark|Copenhagen|Europe|Danish|the Danish krone
Iceland|Reykjavik|Europe|Icelandic|the Icelandic krona
the United Kingdom|London|Europe|English|the pound sterling
Poland|Warsaw|Europe|Polish|the zloty
the Czech Republic|Prague|Europe|Czech|the Czech koruna
Hungary|Budapest|Europe|Hungarian|the forint
Romania|Bucharest|Europe|Romanian|the Romanian leu
Bulgaria|Sofia|Europe|Bulgarian|the euro
Moldova|Chisinau|Europe|Romanian|the Moldovan leu
Ukraine|Kyiv|Europe|Ukrainian|the hryvnia
Belarus|Minsk|Europe|Russian and Belarusian|the Belarusian ruble
Russia|Moscow|Europe and Asia|Russian|the ruble
Serbia|Belgrade|Europe|Serbian|the Serbian dinar
Montenegro|Podgorica|Europe|Montenegrin|the euro
Bosnia and Herzegovina|Sarajevo|Europe|Bosnian|the convertible mark
North Macedonia|Skopje|Europe|Macedonian|the Macedonian denar
Albania|Tirana|Europe|Albanian|the lek
Kosovo|Pristina|Europe|Albanian|the euro
Turkey|Ankara|Europe and Asia|Turkish|the Turkish lira
Georgia|Tbilisi|Asia|Georgian|the lari
Armenia|Yerevan|Asia|Armenian|the dram
Azerbaijan|Baku|Asia|Azerbaijani|the manat
Kazakhstan|Astana|Asia|Kazakh and Russian|the tenge
Uzbekistan|Tashkent|Asia|Uzbek|the som
Turkmenistan|Ashgabat|Asia|Turkmen|the Turkmen manat
Kyrgyzstan|Bishkek|Asia|Kyrgyz|the Kyrgyz som
Tajikistan|Dushanbe|Asia|Tajik|the somoni
Afghanistan|Kabul|Asia|Pashto and Dari|the afghani
China|Beijing|Asia|Chinese|the yuan
Taiwan|Taipei|Asia|Chinese|the New Taiwan dollar
Japan|Tokyo|Asia|Japanese|the yen
South Korea|Seoul|Asia|Korean|the won
North Korea|Pyongyang|Asia|Korean|the North Korean won
India|New Delhi|Asia|Hindi|the Indian rupee
Pakistan|Islamabad|Asia|Urdu|the Pakistani rupee
Sri Lanka|Sri Jayawardenepura Kotte|Asia|Sinhala and Tamil|the Sri Lankan rupee
Nepal|Kathmandu|Asia|Nepali|the Nepalese rupee
Bhutan|Thimphu|Asia|Dzongkha|the ngultrum
Bangladesh|Dhaka|Asia|Bengali|the taka
Myanmar|Naypyidaw|Asia|Burmese|the kyat
the Maldives|Male|Asia|Dhivehi|the rufiyaa
Thailand|Bangkok|Asia|Thai|the baht
Vietnam|Hanoi|Asia|Vietnamese|the dong
Indonesia|Jakarta|Asia|Indonesian|the rupiah
Malaysia|Kuala Lumpur|Asia|Malay|the ringgit
Singapore|Singapore|Asia|English, Malay, Chinese and Tamil|the Singapore dollar
Brunei|Bandar Seri Begawan|Asia|Malay|the Brunei dollar
East Timor|Dili|Asia|Tetum and Portuguese|the US dollar
the Philippines|Manila|Asia|Filipino|the Philippine peso
Mongolia|Ulaanbaatar|Asia|Mongolian|the tugrik
Iran|Tehran|Asia|Persian|the rial
Iraq|Baghdad|Asia|Arabic|the Iraqi dinar
Syria|Damascus|Asia|Arabic|the Syrian pound
Lebanon|Beirut|Asia|Arabic|the Lebanese pound
Saudi Arabia|Riyadh|Asia|Arabic|the riyal
Jordan|Amman|Asia|Arabic|the Jordanian dinar
Yemen|Sanaa|Asia|Arabic|the Yemeni rial
Oman|Muscat|Asia|Arabic|the Omani rial
Qatar|Doha|Asia|Arabic|the Qatari riyal
Kuwait|Kuwait City|Asia|Arabic|the Kuwaiti dinar
Bahrain|Manama|Asia|Arabic|the Bahraini dinar
the United Arab Emirates|Abu Dhabi|Asia|Arabic|the UAE dirham
Cambodia|Phnom Penh|Asia|Khmer|the riel
Laos|Vientiane|Asia|Lao|the kip
Egypt|Cairo|Africa|Arabic|the Egyptian pound
Morocco|Rabat|Africa|Arabic|the dirham
Algeria|Algiers|Africa|Arabic|the Algerian dinar
Tunisia|Tunis|Africa|Arabic|the Tunisian dinar
Libya|Tripoli|Africa|Arabic|the Libyan dinar
Sudan|Khartoum|Africa|Arabic|the Sudanese pound
South Sudan|Juba|Africa|English|the South Sudanese pound
Kenya|Nairobi|Africa|Swahili|the Kenyan shilling
Uganda|Kampala|Africa|English and Swahili|the Ugandan shilling
Tanzania|Dodoma|Africa|Swahili|the Tanzanian shilling
Rwanda|Kigali|Africa|Kinyarwanda|the Rwandan franc
Ethiopia|Addis Ababa|Africa|Amharic|the birr
Eritrea|Asmara|Africa|Tigrinya|the nakfa
Djibouti|Djibouti|Africa|French and Arabic|the Djiboutian franc
Somalia|Mogadishu|Africa|Somali|the Somali shilling
Nigeria|Abuja|Africa|English|the naira
Niger|Niamey|Africa|French|the CFA franc
Chad|N'Djamena|Africa|French and Arabic|the CFA franc
Mali|Bamako|Africa|Bambara|the CFA franc
Burkina Faso|Ouagadougou|Africa|French|the CFA franc
Mauritania|Nouakchott|Africa|Arabic|the ouguiya
Ghana|Accra|Africa|English|the cedi
Togo|Lome|Africa|French|the CFA franc
Benin|Porto-Novo|Africa|French|the CFA franc
Ivory Coast|Yamoussoukro|Africa|French|the CFA franc
Liberia|Monrovia|Africa|English|the Liberian dollar
Sierra Leone|Freetown|Africa|English|the leone
Guinea|Conakry|Africa|French|the Guinean franc
Guinea-Bissau|Bissau|Africa|Portuguese|the CFA franc
the Gambia|Banjul|Africa|English|the dalasi
Senegal|Dakar|Africa|French|the CFA franc
Cape Verde|Praia|Africa|Portuguese|the escudo
Cameroon|Yaounde|Africa|French and English|the CFA franc
Gabon|Libreville|Africa|French|the CFA franc
Equatorial Guinea|Malabo|Africa|Spanish|the CFA franc
the Central African Republic|Bangui|Africa|French|the CFA franc
Angola|Luanda|Africa|Portuguese|the kwanza
Zambia|Lusaka|Africa|English|the Zambian kwacha
Malawi|Lilongwe|Africa|English and Chichewa|the Malawian kwacha
Mozambique|Maputo|Africa|Portuguese|the metical
Zimbabwe|Harare|Africa|English and Shona|the Zimbabwean dollar
Botswana|Gaborone|Africa|English and Setswana|the pula
Namibia|Windhoek|Africa|English|the Namibian dollar
South Africa|Pretoria|Africa|Zulu, Xhosa, Afrikaans and English|the rand
Lesotho|Maseru|Africa|Sesotho|the loti
Eswatini|Mbabane|Africa|Swazi|the lilangeni
Burundi|Gitega|Africa|Kirundi|the Burundian franc
Madagascar|Antananarivo|Africa|Malagasy|the ariary
Mauritius|Port Louis|Africa|English and French|the Mauritian rupee
the Seychelles|Victoria|Africa|Seychellois Creole|the Seychellois rupee
the Comoros|Moroni|Africa|Comorian|the Comorian franc
the United States|Washington, D.C.|North America|English|the US dollar
Canada|Ottawa|North America|English and French|the Canadian dollar
Mexico|Mexico City|North America|Spanish|the Mexican peso
Guatemala|Guatemala City|North America|Spanish|the quetzal
Belize|Belmopan|North America|English|the Belize dollar
Honduras|Tegucigalpa|North America|Spanish|the lempira
El Salvador|San Salvador|North America|Spanish|the US dollar
Nicaragua|Managua|North America|Spanish|the cordoba
Costa Rica|San Jose|North America|Spanish|the colon
Panama|Panama City|North America|Spanish|the balboa
Cuba|Havana|North America|Spanish|the Cuban peso
Jamaica|Kingston|North America|English|the Jamaican dollar
Haiti|Port-au-Prince|North America|Haitian Creole and French|the gourde
the Dominican Republic|Santo Domingo|North America|Spanish|the Dominican peso
the Bahamas|Nassau|North America|English|the Bahamian dollar
Barbados|Bridgetown|North America|English|the Barbados dollar
Trinidad and Tobago|Port of Spain|North America|English|the Trinidad and Tobago dollar
Grenada|St. George's|North America|English|the East Caribbean dollar
Saint Lucia|Castries|North America|English|the East Caribbean dollar
Dominica|Roseau|North America|English|the East Caribbean dollar
Brazil|Brasilia|South America|Portuguese|the real
Argentina|Buenos Aires|South America|Spanish|the Argentine peso
Chile|Santiago|South America|Spanish|the Chilean peso
Peru|Lima|South America|Spanish|the sol
Bolivia|Sucre|South America|Spanish|the boliviano
Paraguay|Asuncion|South America|Spanish and Guarani|the guarani
Uruguay|Montevideo|South America|Spanish|the Uruguayan peso
Colombia|Bogota|South America|Spanish|the Colombian peso
Venezuela|Caracas|South America|Spanish|the bolivar
Ecuador|Quito|South America|Spanish|the US dollar
Guyana|Georgetown|South America|English|the Guyanese dollar
Suriname|Paramaribo|South America|Dutch|the Surinamese dollar
Australia|Canberra|Oceania|English|the Australian dollar
New Zealand|Wellington|Oceania|English|the New Zealand dollar
Papua New Guinea|Port Moresby|Oceania|Tok Pisin and English|the kina
Fiji|Suva|Oceania|English and Fijian|the Fijian dollar
Samoa|Apia|Oceania|Samoan|the tala
Tonga|Nuku'alofa|Oceania|Tongan|the pa'anga
Vanuatu|Port Vila|Oceania|Bislama|the vatu
the Solomon Islands|Honiara|Oceania|English|the Solomon Islands dollar
Kiribati|South Tarawa|Oceania|Gilbertese and English|the Australian dollar
Nauru|Yaren|Oceania|Nauruan|the Australian dollar
Palau|Ngerulmud|Oceania|Palauan and English|the US dollar
Tuvalu|Funafuti|Oceania|Tuvaluan|the Australian dollar
Micronesia|Palikir|Oceania|English|the US dollar
the Marshall Islands|Majuro|Oceania|Marshallese|the US dollar
the Democratic Republic of the Congo|Kinshasa|Africa|French|the Congolese franc
the Republic of the Congo|Brazzaville|Africa|French|the CFA franc
Antigua and Barbuda|St. John's|North America|English|the East Caribbean dollar
Saint Kitts and Nevis|Basseterre|North America|English|the East Caribbean dollar
Sao Tome and Principe|Sao Tome|Africa|Portuguese|the dobra
""")
