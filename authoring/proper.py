"""Words that are names wherever they stand, also where only the start of a sentence shows them.

Countries, continents, seas, states of the Union, planets and islands that lectures speak of: of
"Hawaii is a chain of islands" the capital alone tells nothing, for every sentence begins with one.
Words that are common ones as well ("china", "turkey", "mercury") are left out.
"""

from __future__ import annotations

PROPER = frozenset(
    """
    Africa America Asia Antarctica Europe Oceania Atlantic Pacific Arctic Mediterranean Baltic
    Afghanistan Albania Algeria Angola Argentina Armenia Australia Austria Azerbaijan Bangladesh
    Belarus Belgium Bolivia Botswana Brazil Bulgaria Cambodia Cameroon Canada Colombia Congo Croatia
    Cuba Cyprus Denmark Ecuador Egypt Eritrea Estonia Ethiopia Finland France Gabon Georgia Germany
    Ghana Greece Guatemala Guyana Haiti Honduras Hungary Iceland India Indonesia Iran Iraq Ireland
    Israel Italy Jamaica Japan Kazakhstan Kenya Kosovo Kuwait Laos Latvia Lebanon Liberia Libya
    Lithuania Luxembourg Madagascar Malawi Malaysia Malta Mauritius Mexico Moldova Mongolia
    Montenegro Morocco Mozambique Myanmar Namibia Nepal Netherlands Nicaragua Niger Nigeria Norway
    Oman Pakistan Palestine Panama Paraguay Peru Philippines Poland Portugal Qatar Romania Russia
    Rwanda Scotland Senegal Serbia Singapore Slovakia Slovenia Somalia Spain Sudan Sweden
    Switzerland Syria Taiwan Tajikistan Tanzania Thailand Tunisia Uganda Ukraine Uruguay Uzbekistan
    Venezuela Vietnam Wales Yemen Zambia Zimbabwe England Britain
    Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Hawaii Idaho
    Illinois Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota
    Mississippi Missouri Montana Nebraska Nevada Ohio Oklahoma Oregon Pennsylvania Tennessee Texas
    Utah Vermont Virginia Wisconsin Wyoming
    Venus Jupiter Saturn Uranus Neptune Pluto
    Greenland Sicily Sardinia Crete Corsica Java Sumatra Borneo Siberia Tibet Bavaria Prussia
    Athens Babylon Berlin Carthage Jerusalem London Madrid Moscow Paris Pompeii Rome Sparta Tokyo
    Vienna Vesuvius Etna Krakatoa Tambora
    """.split()
)
