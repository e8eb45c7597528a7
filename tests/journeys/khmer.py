"""What the people of the stories write, in Khmer. Names of species come from the reference data."""

WORDS = {
    "A boat with snakes and turtles in sacks, leaving tonight":
        "ទូកមួយដឹកពស់ និងអណ្តើកក្នុងបាវ នឹងចេញដំណើរយប់នេះ",
    "River bank near the checkpoint": "មាត់ទន្លេ ក្បែរច្រកត្រួតពិនិត្យ",
    "Trucks wait at the landing": "មានឡានដឹកទំនិញរង់ចាំនៅកំពង់ចត",
    "Boat at Koh Thom": "ទូកនៅកោះធំ",
    "works on it": "ធ្វើការលើសំណុំរឿងនេះ",
    "leads the team": "ដឹកនាំក្រុម",
    "Engine warm, nobody there": "ម៉ាស៊ីននៅក្តៅ គ្មានមនុស្ស",
    "River bank, Koh Thom": "មាត់ទន្លេ កោះធំ",
    "Witness One": "សាក្សីទីមួយ",
    "Witness Two": "សាក្សីទីពីរ",
    "wooden, no number": "ទូកឈើ គ្មានលេខ",
    "Battambang or Pursat": "បាត់ដំបង ឬពោធិ៍សាត់",
    "Vietnamese and Chinese markets": "ទីផ្សារវៀតណាម និងចិន",
    "Customs post": "ប៉ុស្តិ៍គយ",
    "reported as cobras": "រាយការណ៍ថាជាពស់វែក",
    "the crew fled, nobody arrested": "នាវិករត់គេចខ្លួន គ្មានអ្នកណាត្រូវចាប់ខ្លួនទេ",
    "the note on the sacks was wrong; counted twice by two people":
        "ក្រដាសលើបាវសរសេរខុស រាប់ពីរដងដោយមនុស្សពីរនាក់",
    "fit, and native to the site": "មានសុខភាពល្អ ហើយជាសត្វដើមកំណើតនៅទីនោះ",
    "boat crew": "នាវិក",
}  # fmt: skip
