//! Headings that are words for something.

use super::Meaning::{self, *};
use super::content::share_distinct;
use crate::table::{Column, Format, Kind};

/// Words by meaning. A phrase matches where its words stand next to each other
/// in the heading, or where heading and phrase are the same without blanks.
/// The first meaning that matches wins, so narrow ones come before wide ones.
#[rustfmt::skip]
const PHRASES: &[(Meaning, &[&str])] = &[
    (Email, &["email", "e mail", "mail address", "courriel"]),
    (Fax, &["fax", "fax number", "telefax", "facsimile"]),
    (Phone, &[
        "phone", "telephone", "mobile", "cell phone", "tel", "contact no", "contact number", "telefon",
        "handy",
    ]),
    (NetworkAddress, &["ip", "ip address", "mac address"]),
    (WebAddress, &["url", "uri", "website", "web site", "homepage", "web address"]),
    (VehicleNumber, &[
        "license plate", "licence plate", "plate number", "number plate", "vin", "vehicle id",
        "vehicle identification", "vehicle registration", "kennzeichen",
    ]),
    (DeviceNumber, &[
        "device id", "device no", "device number", "device serial", "device identifier", "implant serial",
        "implant id", "pacemaker serial", "pacemaker id", "equipment serial", "udi", "imei",
    ]),
    (PlanNumber, &[
        "insurance no", "insurance number", "insurance id", "policy number", "policy no", "health card",
        "health plan", "plan number", "plan id", "member id", "member number", "member no", "beneficiary",
        "subscriber id", "subscriber no", "subscriber number", "medicare number", "medicaid number",
        "medicaid id", "medicare id", "versichertennummer",
    ]),
    (AccountNumber, &[
        "account no", "account number", "account id", "bank account", "iban", "credit card", "card number",
        "kontonummer",
    ]),
    (LicenceNumber, &[
        "passport", "drivers", "driver license", "drivers license", "driver licence", "license no",
        "license number", "licence no", "licence number", "certificate no", "certificate number", "dea number",
        "npi",
    ]),
    (Biometric, &[
        "biometric", "fingerprint", "finger print", "voiceprint", "voice print", "iris scan", "retina scan",
        "retinal scan", "palm print",
    ]),
    (Photo, &["photo", "photos", "photograph", "portrait", "picture file", "face image", "selfie"]),
    (NationalNumber, &[
        "ssn", "social security", "national id", "nhs no", "nhs number", "nino", "aadhaar", "aadhar", "tax id",
        "bsn", "cpr number", "personnummer",
    ]),
    (BirthDate, &[
        "dob", "d o b", "birth date", "birthdate", "date of birth", "birthday", "born", "year of birth",
        "birth year", "yob", "geburtsdatum", "geburtstag", "geburtsjahr", "date de naissance",
        "date naissance", "fecha nacimiento", "fecha de nacimiento", "data di nascita", "geboortedatum",
    ]),
    (EventDate, &[
        "doa", "d o a", "dod", "d o d", "date of admission", "admission date", "admit date",
        "date of discharge", "discharge date", "date of death", "death date", "deathdate", "visit date",
        "encounter date", "procedure date", "admitted", "discharged", "aufnahmedatum", "entlassungsdatum",
        "aufnahme", "entlassung", "date admission", "fecha de ingreso", "fecha ingreso", "month year",
    ]),
    (Coordinates, &["lat", "lon", "lng", "latitude", "longitude", "gps"]),
    (Postcode, &[
        "zip", "zip code", "zipcode", "postcode", "post code", "postal code", "plz", "postleitzahl",
        "pin code", "pincode", "code postal", "codigo postal", "cap",
    ]),
    (Address, &[
        "address", "addr", "street", "house number", "house no", "adresse", "strasse", "straße", "rue",
        "direccion", "indirizzo",
    ]),
    (RecordNumber, &[
        "mrn", "mrd", "mrd no", "medical record", "record no", "record number", "record id", "patient id",
        "patient no", "patient number", "patient nbr", "patientid", "pid", "hospital no", "hospital number",
        "uhid", "case id", "case no", "case number", "encounter id", "visit id", "visit number",
        "admission id", "admission no", "admission number", "subject id", "study id", "participant id",
        "claim id", "specimen id", "sample id", "barcode", "sno", "s no",
        "serial no", "serial number", "uuid", "guid", "patientennummer", "fallnummer", "numero de dossier",
        "numero paciente", "nip",
    ]),
    (Place, &[
        "city", "town", "village", "county", "district", "state", "province", "region", "country",
        "municipality", "birthplace", "place of birth", "native country", "rural", "urban", "residence",
        "ort", "wohnort", "stadt", "bundesland", "ville", "ciudad", "comune",
    ]),
    (Name, &[
        "first name", "last name", "firstname", "lastname", "surname", "forename", "given name",
        "family name", "maiden", "maiden name", "middle name", "full name", "patient name", "name of patient",
        "next of kin", "guardian", "emergency contact", "initials", "vorname", "nachname", "familienname",
        "prenom", "nom", "nom de famille", "nombre", "apellido", "apellidos", "cognome", "naam", "achternaam",
    ]),
    (Age, &["age", "age years", "alter", "edad", "leeftijd"]),
    (Sex, &["sex", "gender", "geschlecht", "sexe", "sexo", "geslacht"]),
    (Ethnicity, &["race", "ethnicity", "ethnic", "ethnic group", "nationality", "caste", "tribe"]),
    (MaritalStatus, &["marital", "marital status", "civil status", "familienstand"]),
    (Occupation, &["occupation", "job", "profession", "employer", "workclass", "beruf"]),
    (Education, &["education", "educational level", "degree", "school"]),
    (Language, &["language", "mother tongue"]),
    (Belief, &["religion", "faith", "political", "sexual orientation", "union member"]),
    (Diagnosis, &[
        "diagnosis", "diagnoses", "diagnose", "diag", "condition", "disease", "disorder", "icd", "icd10",
        "icd9", "comorbidity", "cancer", "tumor", "tumour", "hiv", "aids", "hepatitis", "tuberculosis",
        "pregnant", "pregnancy", "psychiatric", "mental", "depression", "diabetes", "dm", "htn",
        "hypertension", "cad", "ckd", "copd", "cva", "dvt", "uti", "aki", "acs", "stemi", "psvt", "anaemia",
        "anemia", "sepsis", "shock", "heart failure", "angina", "infection", "embolism", "endocarditis",
        "smoking", "smoker", "alcohol", "drug use", "substance", "disability",
    ]),
    (Outcome, &[
        "outcome", "died", "death", "dead", "mortality", "expired", "readmitted", "readmission", "survived",
        "test result", "result",
    ]),
    (Treatment, &["medication", "drug", "prescription", "treatment", "therapy", "insulin", "surgery"]),
    (Money, &[
        "income", "salary", "salary class", "wage", "expenses", "healthcare expenses", "healthcare coverage",
        "charges",
    ]),
];

/// Headings that say something only when nothing else stands in them.
const ALONE: &[(Meaning, &[&str])] =
    &[(Name, &["first", "last", "name", "patient"]), (RecordNumber, &["id", "no", "nr", "number", "record"])];

/// Words beside "name" that make it the name of a thing.
const THINGS: &[&str] = &[
    "drug",
    "test",
    "product",
    "device",
    "procedure",
    "file",
    "medication",
    "variable",
    "study",
    "unit",
    "ward",
    "group",
];

/// What a heading is a word for.
pub(super) fn meaning(heading: &str, column: &Column, format: Format) -> Option<Meaning> {
    let words = words(heading);
    let alone = ALONE.iter().find(|(_, phrases)| words.len() == 1 && phrases.contains(&words[0].as_str()));
    let by_phrase = PHRASES.iter().find(|(_, phrases)| phrases.iter().any(|phrase| contains(&words, phrase)));
    if let Some(&(meaning, _)) = alone.or(by_phrase) {
        return Some(meaning);
    }
    let last = words.last()?.as_str();
    // "doctor name", "father's name"; but not "drug name".
    if last == "name" && !words.iter().any(|word| THINGS.contains(&word.as_str())) {
        return Some(Name);
    }
    // "admission_type_id" is a code with eight values, "referral_id" a number of its own for each row.
    if matches!(last, "id" | "no" | "nr" | "nbr" | "number" | "key") && share_distinct(column) > 0.5 {
        return Some(RecordNumber);
    }
    (words.iter().any(|word| word == "date" || word == "datum") && format.kind == Kind::Date)
        .then_some(EventDate)
}

pub(super) fn contains(words: &[String], phrase: &str) -> bool {
    let phrase: Vec<&str> = phrase.split(' ').collect();
    words.windows(phrase.len()).any(|window| window.iter().eq(phrase.iter()))
        || words.concat() == phrase.concat()
}

/// The words of a heading in lower case: cut at signs, at digits, and before a
/// capital that follows a small letter.
pub(super) fn words(heading: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for letter in heading.chars() {
        let cuts =
            letter.is_uppercase() && before.is_lowercase() || letter.is_numeric() != before.is_numeric();
        if !letter.is_alphanumeric() || cuts {
            words.push(String::new());
        }
        if letter.is_alphanumeric() {
            words.last_mut().into_iter().for_each(|word| word.extend(letter.to_lowercase()));
        }
        before = letter;
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(heading: &str) -> Option<Meaning> {
        let column = Column::from_texts(heading, ["x", "y"]);
        meaning(heading, &column, Format::plain(Kind::Category))
    }

    #[test]
    fn reads_headings_however_they_are_spelled() {
        for heading in ["DOB", "date_of_birth", "BirthDate", "BIRTHDATE", "D.O.B.", "Geburtsdatum"] {
            assert_eq!(says(heading), Some(BirthDate), "{heading}");
        }
        for heading in ["MRD No.", "PatientID", "patient_nbr", "SNO", "Id"] {
            assert_eq!(says(heading), Some(RecordNumber), "{heading}");
        }
        for heading in ["FIRST", "LAST", "Name", "patient name", "Father's name", "Nachname"] {
            assert_eq!(says(heading), Some(Name), "{heading}");
        }
        assert_eq!(says("D.O.A"), Some(EventDate));
        assert_eq!(says("E-Mail"), Some(Email));
        assert_eq!(says("Phone (home)"), Some(Phone));
        assert_eq!(says("Zip Code"), Some(Postcode));
        assert_eq!(says("Street address"), Some(Address));
        assert_eq!(says("AGE"), Some(Age));
        assert_eq!(says("diag_1"), Some(Diagnosis));
        assert_eq!(says("OUTCOME"), Some(Outcome));
    }

    #[test]
    fn leaves_other_headings_alone() {
        for heading in
            ["trestbps", "chol", "drug level unit name", "PLATELETS", "dosage", "language area percentage"]
        {
            assert!(!matches!(says(heading), Some(Age | Name)), "{heading}");
        }
        assert_eq!(says("trestbps"), None);
        assert_eq!(says("cp"), None);
    }
}
