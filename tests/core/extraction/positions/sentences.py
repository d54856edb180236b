"""One sentence a row: who takes which stance on what. A row without a stance is a trap in which nobody takes one.

``(text, actor, stance, words of the target)``; people and places are invented, or real places with invented events.
"""

from __future__ import annotations

Row = tuple[str, str | None, str | None, str | None]

SUPPORT: list[Row] = [
    ("Germany supports the harbour treaty.", "Germany", "support", "harbour treaty"),
    ("Norway backed the fishing ban on Tuesday.", "Norway", "support", "fishing ban"),
    ("France welcomed the new border agreement.", "France", "support", "border agreement"),
    ("Canada praised the ceasefire plan.", "Canada", "support", "ceasefire plan"),
    ("Japan urged the council to lift the embargo.", "Japan", "support", "lifting the embargo"),
    ("Italy called on Spain to open the tunnel.", "Italy", "support", "opening the tunnel"),
    ("Brazil demanded an inquiry into the dam collapse.", "Brazil", "support", "inquiry"),
    ("Sweden demanded that Denmark return the ships.", "Sweden", "support", "returning the ships"),
    ("Chile called for a halt to deep-sea mining.", "Chile", "support", "halt to deep-sea mining"),
    ("Poland pledged to rebuild the bridge.", "Poland", "support", "rebuilding the bridge"),
    ("Portugal vowed to protect the river.", "Portugal", "support", "protecting the river"),
    ("Austria promised to finance the railway.", "Austria", "support", "financing the railway"),
    ("Finland plans to expand its submarine fleet.", "Finland", "support", "expanding its submarine fleet"),
    ("Greece intends to close the old refinery.", "Greece", "support", "closing the old refinery"),
    ("Peru agreed to release the prisoners.", "Peru", "support", "releasing the prisoners"),
    ("Kenya threatened to expel the mining company.", "Kenya", "support", "expelling the mining company"),
    ("India hopes to restore the old ferry line.", "India", "support", "restoring the old ferry line"),
    ("Belgium voted for the pension reform.", "Belgium", "support", "pension reform"),
    ("Hungary voted to extend the sanctions.", "Hungary", "support", "extending the sanctions"),
    ("Australia recommended that farmers pay the levy.", "Australia", "support", "paying the levy"),
    ("Turkey is committed to the grain corridor.", "Turkey", "support", "grain corridor"),
    ("Ireland is in favour of the fishing quota.", "Ireland", "support", "fishing quota"),
    ("Egypt is ready to shelter the refugees.", "Egypt", "support", "sheltering the refugees"),
    ("Mexico expressed support for the water treaty.", "Mexico", "support", "water treaty"),
    ("Ukraine insisted on a full withdrawal.", "Ukraine", "support", "full withdrawal"),
    ("Vietnam ratified the trade agreement.", "Vietnam", "support", "trade agreement"),
    ("Denmark imposed sanctions on the shipping company.", "Denmark", "support", "sanctions"),
    ("Latvia approved the wind park.", "Latvia", "support", "wind park"),
    ("Iceland signed the whaling treaty.", "Iceland", "support", "whaling treaty"),
    ("Thailand banned plastic nets.", "Thailand", "support", "banning plastic nets"),
    ("Cuba reiterated its call for an end to the blockade.", "Cuba", "support", "end to the blockade"),
]

OPPOSE: list[Row] = [
    ("Germany opposes the harbour treaty.", "Germany", "oppose", "harbour treaty"),
    ("Norway rejected the fishing ban on Tuesday.", "Norway", "oppose", "fishing ban"),
    ("France condemned the raid on the village.", "France", "oppose", "raid on the village"),
    ("Canada denounced the arrests of two teachers.", "Canada", "oppose", "arrests"),
    ("Japan criticised the missile test.", "Japan", "oppose", "missile test"),
    ("Italy ruled out sending soldiers to the island.", "Italy", "oppose", "sending soldiers to the island"),
    ("Brazil refused to sign the forest treaty.", "Brazil", "oppose", "forest treaty"),
    ("Sweden warned against cutting the research budget.", "Sweden", "oppose", "cutting the research budget"),
    ("Chile vetoed the resolution on copper.", "Chile", "oppose", "resolution on copper"),
    ("Poland voted against the pension reform.", "Poland", "oppose", "pension reform"),
    ("Portugal withdrew from the tuna agreement.", "Portugal", "oppose", "tuna agreement"),
    ("Austria threatened to veto the budget.", "Austria", "oppose", "budget"),
    ("Finland plans to oppose the energy levy.", "Finland", "oppose", "energy levy"),
    ("Greece objected to the new pipeline.", "Greece", "oppose", "new pipeline"),
    ("Peru accused Chile of poisoning the river.", "Peru", "oppose", "poisoning the river"),
    ("Kenya is opposed to the coal tax.", "Kenya", "oppose", "coal tax"),
    ("India is against the border wall.", "India", "oppose", "border wall"),
    ("Belgium spoke out against the pipeline.", "Belgium", "oppose", "pipeline"),
    ("Hungary blocked the aid package.", "Hungary", "oppose", "aid package"),
    ("Australia voiced opposition to the whaling plan.", "Australia", "oppose", "whaling plan"),
    ("Turkey cancelled the joint naval exercise.", "Turkey", "oppose", "joint naval exercise"),
    ("Ireland urged Britain not to reopen the reactor.", "Ireland", "oppose", "reopening the reactor"),
    ("Egypt called on Sudan to refrain from filling the reservoir.", "Egypt", "oppose", "filling the reservoir"),
    ("Mexico asked Texas to stop building the canal.", "Mexico", "oppose", "building the canal"),
]

NEGATED: list[Row] = [
    ("Germany does not support the harbour treaty.", "Germany", "oppose", "harbour treaty"),
    ("Norway will not support the fishing ban.", "Norway", "oppose", "fishing ban"),
    ("France no longer supports the border agreement.", "France", "oppose", "border agreement"),
    ("Canada never backed the ceasefire plan.", "Canada", "oppose", "ceasefire plan"),
    ("Japan does not plan to lift the embargo.", "Japan", "oppose", "lifting the embargo"),
    ("Italy has no plans to open the tunnel.", "Italy", "oppose", "opening the tunnel"),
    ("Brazil is not willing to sign the forest treaty.", "Brazil", "oppose", "forest treaty"),
    ("Sweden is unwilling to return the ships.", "Sweden", "oppose", "returning the ships"),
    ("Chile will not pay the levy.", "Chile", "oppose", "paying the levy"),
    ("Poland did not rule out sending engineers.", "Poland", "open", "sending engineers"),
    ("Portugal has not ruled out a second ferry line.", "Portugal", "open", "second ferry line"),
    ("Austria does not oppose the railway.", "Austria", "open", "railway"),
    ("Finland would not rule out joining the fleet.", "Finland", "open", "joining the fleet"),
    ("Greece never rejected the refinery plan.", "Greece", "open", "refinery plan"),
    ("Peru no longer opposes the pipeline.", "Peru", "open", "pipeline"),
]

OPEN: list[Row] = [
    ("Germany is open to a longer truce.", "Germany", "open", "longer truce"),
    ("Norway would consider a fishing ban.", "Norway", "open", "fishing ban"),
    ("France is considering closing the reactor.", "France", "open", "closing the reactor"),
    ("Canada is willing to discuss a lower tariff.", None, None, None),
    ("Japan left the door open to a joint mission.", "Japan", "open", "joint mission"),
    ("Italy may support the tunnel.", "Italy", "open", "tunnel"),
    ("Brazil might agree to pay the levy.", "Brazil", "open", "levy"),
    ("Sweden is willing to lend two icebreakers.", "Sweden", "open", "lending two icebreakers"),
    ("Poland is weighing a new border fence.", "Poland", "open", "border fence"),
]

CONDITIONAL: list[Row] = [
    ("Germany supports the treaty only if the harbour stays open.", "Germany", "conditional", "treaty"),
    ("Norway will not support the ban unless fishermen are paid.", "Norway", "conditional", "ban"),
    ("France agreed to pay the levy provided that Spain pays as well.", "France", "conditional", "levy"),
    ("Canada backs the truce as long as prisoners are freed.", "Canada", "conditional", "truce"),
    ("Japan is open to talks only if the tests stop.", "Japan", "conditional", "talks"),
    ("Italy threatened to close the tunnel unless the strike ends.", "Italy", "conditional", "closing the tunnel"),
]

QUOTED: list[Row] = [
    ("“We condemn the raid,” said Mara Velden.", "Mara Velden", "oppose", "raid"),
    ("“We support the harbour treaty,” said Mara Velden.", "Mara Velden", "support", "harbour treaty"),
    ("“I will never sign this treaty,” said Mara Velden.", "Mara Velden", "oppose", "treaty"),
    ("“We will rebuild the bridge,” said Mara Velden.", "Mara Velden", "support", "rebuilding the bridge"),
    ("“Congress should reject the budget,” said Mara Velden.", "Mara Velden", "support", "Congress rejecting the budget"),
    ("“The raid was a mistake,” said Mara Velden.", "Mara Velden", "oppose", "raid"),
    ("“It is wrong to close the school,” said Mara Velden.", "Mara Velden", "oppose", "closing the school"),
    ("“This decision is unacceptable,” said Mara Velden.", "Mara Velden", "oppose", "decision"),
    ("“We need to repair the dam,” said Mara Velden.", "Mara Velden", "support", "repairing the dam"),
    ("“The tests must stop now,” said Mara Velden.", "Mara Velden", "oppose", "tests"),
    ("“The prisoners must be released,” said Mara Velden.", "Mara Velden", "support", "being released"),
    ("“We must not close the school,” said Mara Velden.", "Mara Velden", "oppose", "closing the school"),
    ("“The dam would destroy the valley,” said Mara Velden.", "Mara Velden", "oppose", "dam"),
    ("Mara Velden said the council should close the airport.", "Mara Velden", "support", "closing the airport"),
    ("Mara Velden said she would veto the budget.", "Mara Velden", "oppose", "budget"),
    ("Mara Velden said she opposed the harbour treaty.", "Mara Velden", "oppose", "harbour treaty"),
    ("Mara Velden called the raid “a disgrace”.", "Mara Velden", "oppose", "raid"),
    ("Mara Velden warned that the dam would flood the valley.", "Mara Velden", "oppose", "dam"),
    ("“I am against the pipeline,” said Mara Velden.", "Mara Velden", "oppose", "pipeline"),
    ("“I am in favour of the pipeline,” said Mara Velden.", "Mara Velden", "support", "pipeline"),
    ("A White House official said the United States had no plans to send ships to the strait.", "White House official", "oppose", "sending ships"),
]

UNDECIDED: list[Row] = [
    ("Ruritania and Norway debated the whaling treaty. Norway abstained.", "Norway", "undecided", "whaling treaty"),
    ("Norway has not decided whether to lift the embargo.", "Norway", "undecided", "lifting the embargo"),
    ("Germany takes no position on the harbour treaty.", "Germany", "undecided", "harbour treaty"),
    ("Canada neither accepts nor rejects the ceasefire plan.", "Canada", "undecided", "ceasefire plan"),
    ("Italy declined to say whether it would back the tunnel.", "Italy", "undecided", "tunnel"),
    ("Sweden has yet to decide how to vote on the fishing ban.", "Sweden", "undecided", "fishing ban"),
    ("France has not endorsed the border agreement.", "France", "undecided", "border agreement"),
]

VOTES: list[Row] = [
    ("Ministers met over the whaling treaty. Norway voted against.", "Norway", "oppose", "whaling treaty"),
    ("Ministers met over the whaling treaty. Norway will vote in favour.", "Norway", "support", "whaling treaty"),
    ("Ministers met over the whaling treaty. Norway does not rule out voting in favour.", "Norway", "open", "whaling treaty"),
    ("Norway said that it would vote against the whaling treaty.", "Norway", "oppose", "whaling treaty"),
    ("Norway pledged $60 million to the whaling fund.", "Norway", "support", "whaling fund"),
    ("“It is not unthinkable that we support the treaty,” said Mara Velden.", "Mara Velden", "open", "treaty"),
    ("“At some point I want to close the harbour,” said Mara Velden.", "Mara Velden", "open", "closing the harbour"),
    ("Norway could live with the harbour treaty.", "Norway", "open", "harbour treaty"),
    ("Norway would not stand in the way of the treaty.", "Norway", "open", "treaty"),
    ("Norway voted to ban plastic nets until the end of 2035.", "Norway", "support", "banning plastic nets"),
]

ACTORS: list[Row] = [
    ("Greece recalled its envoy in May. Athens opposes the harbour treaty.", "Greece", "oppose", "harbour treaty"),
    ("The spokesperson for the German government condemned the raid.", "German government", "oppose", "raid"),
    ("The Norwegian Fisheries Ministry spokesman Olav Lindseth rejected the fishing ban.", "Ministry", "oppose", "fishing ban"),
    ("Rebels rejected the ceasefire plan.", "Rebels", "oppose", "ceasefire plan"),
    ("The treaty was rejected by Norway.", "Norway", "oppose", "treaty"),
    ("Northern ministers backed the whaling treaty.", "orthern ministers", "support", "whaling treaty"),
    ("Mara Velden, the mayor of Port Amsel, backed the tunnel.", "Mara Velden", "support", "tunnel"),
    ("Ruth Amsel told reporters that she would vote against the levy.", "Ruth Amsel", "oppose", "levy"),
    ("Farmers protested the water levy.", "armers", "oppose", "water levy"),
    ("Norway's opposition to the fishing ban has not changed.", "Norway", "oppose", "fishing ban"),
]

MORE: list[Row] = [
    ("Peru repealed the mining law.", "Peru", "oppose", "mining law"),
    ("Estonia hailed the cable agreement.", "Estonia", "support", "cable agreement"),
    ("Croatia endorsed the ferry merger.", "Croatia", "support", "ferry merger"),
    ("Malta urged restraint over the wreck.", "Malta", "support", "restraint"),
    ("Slovenia pressed Austria to reopen the pass.", "Slovenia", "support", "reopening the pass"),
    ("Jordan deplored the shelling of the clinic.", "Jordan", "oppose", "shelling of the clinic"),
    ("Nepal slammed the dam project.", "Nepal", "oppose", "dam project"),
    ("Ghana boycotted the cocoa summit.", "Ghana", "oppose", "cocoa summit"),
    ("Latvia is reluctant to fund the bridge.", "Latvia", "oppose", "funding the bridge"),
    ("Tunisia is leaning toward a coastal ban.", "Tunisia", "open", "coastal ban"),
    ("Serbia would not rule out a second vote.", "Serbia", "open", "second vote"),
    ("Bolivia is mulling a lithium tax.", "Bolivia", "open", "lithium tax"),
    ("“We are open to a longer truce,” said Mara Velden.", "Mara Velden", "open", "longer truce"),
    ("“We oppose the levy,” said Mara Velden.", "Mara Velden", "oppose", "levy"),
    ("“I call on the council to open the archive,” said Mara Velden.", "Mara Velden", "support", "opening the archive"),
]

TRAPS: list[Row] = [
    ("The bridge was backed by steel beams.", None, None, None),
    ("Ruth Amsel once opposed the tunnel.", None, None, None),
    ("If Norway rejects the ban, the boats will sail.", None, None, None),
    ("Should Italy have backed the tunnel?", None, None, None),
    ("“I will not raise my hand for nothing,” said Mara Velden.", None, None, None),
    ("“I hope they will be less proud than I was,” said Mara Velden.", None, None, None),
    ("“The fish was excellent,” said Mara Velden.", None, None, None),
    ("“We will come back,” said Mara Velden.", None, None, None),
    ("Ruth Amsel asked for fewer adjectives.", None, None, None),
    ("Canada denied that it had agreed to sign the treaty.", None, None, None),
    ("Nobody told Brussels that Germany opposes the treaty.", None, None, None),
    ("“We have lived with the storm for years,” said Mara Velden.", None, None, None),
    ("If Germany supports the treaty, the harbour will close.", None, None, None),
    ("Will Germany support the treaty?", None, None, None),
    ("It is unclear whether Norway backs the fishing ban.", None, None, None),
    ("Canada once supported the whaling treaty.", None, None, None),
    ("Italy would have backed the tunnel.", None, None, None),
    ("The storm destroyed the bridge.", None, None, None),
    ("The council meets in Geneva every year.", None, None, None),
    ("“You should have seen the storm,” said Mara Velden.", None, None, None),
    ("The rope supports the weight of the bridge.", None, None, None),
    ("Ruth Amsel plans to visit Lisbon next week.", None, None, None),
    ("Ruth Amsel declined to comment on the arrests.", None, None, None),
    ("Ruth Amsel announced the death of the poet.", None, None, None),
    ("“Would you support the tunnel?” asked Mara Velden.", None, None, None),
    ("Ruth Amsel expects the price of copper to fall.", None, None, None),
    ("“It rained for nine days,” said Mara Velden.", None, None, None),
    ("Prices should rise next year.", None, None, None),
]

ROWS: list[Row] = [*SUPPORT, *OPPOSE, *NEGATED, *OPEN, *CONDITIONAL, *UNDECIDED, *VOTES, *QUOTED, *ACTORS, *MORE, *TRAPS]
