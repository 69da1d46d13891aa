"""Units, and how many of the smaller make one of the larger: larger | plural | count | smaller, plural | kind."""

from .row import table

UNITS = table("""
week|weeks|7|days|time
day|days|24|hours|time
hour|hours|60|minutes|time
minute|minutes|60|seconds|time
year|years|12|months|time
decade|decades|10|years|time
century|centuries|100|years|time
metre|metres|100|centimetres|length
kilometre|kilometres|1000|metres|length
centimetre|centimetres|10|millimetres|length
foot|feet|12|inches|length
yard|yards|3|feet|length
kilogram|kilograms|1000|grams|weight
tonne|tonnes|1000|kilograms|weight
gram|grams|1000|milligrams|weight
pound|pounds|16|ounces|weight
litre|litres|1000|millilitres|volume
dozen|dozens|12|things|number
euro|euros|100|cents|money
dollar|dollars|100|cents|money
pound sterling|pounds sterling|100|pence|money
""")

# what is measured | its unit or instrument
MEASURED_WITH = table("""
temperature|a thermometer
time|a clock
weight|a scale
length|a ruler
speed|a speedometer
direction|a compass
air pressure|a barometer
rainfall|a rain gauge
an angle|a protractor
wind speed|an anemometer
blood pressure|a blood pressure monitor
electric current|an ammeter
earthquakes|a seismograph
""")
