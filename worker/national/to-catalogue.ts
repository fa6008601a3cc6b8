import { LICENCE, type DatasetList } from "./contract.ts";

const inBoth = (vi: string, en: string) => [{ "@language": "vi", "@value": vi }, { "@language": "en", "@value": en }];
const iri = (id: string) => ({ "@id": id });

/** The datasets as a DCAT-AP catalogue in JSON-LD. `origin` is the platform's public address. */
export function toCatalogue(origin: string, { datasets }: DatasetList): object {
  const publisher = { "@id": `${origin}/#publisher`, "@type": "foaf:Agent", "foaf:name": inBoth("Cơ quan đối soát quốc gia", "National Reconciliation Authority") };
  return {
    "@context": { dcat: "http://www.w3.org/ns/dcat#", dct: "http://purl.org/dc/terms/", foaf: "http://xmlns.com/foaf/0.1/", xsd: "http://www.w3.org/2001/XMLSchema#" },
    "@id": `${origin}/v1/open-data/catalog.jsonld`,
    "@type": "dcat:Catalog",
    "dct:title": inBoth("Dữ liệu mở về dịch vụ công trực tuyến", "Open data on online public services"),
    "dct:description": inBoth("Số báo cáo và số thực tế của bộ, ngành, địa phương, sau đối soát.", "Reported and actual numbers of ministries and provinces, as reconciled."),
    "dct:publisher": publisher,
    "dct:license": iri(LICENCE),
    "dct:language": ["vie", "eng"].map((language) => iri(`http://publications.europa.eu/resource/authority/language/${language.toUpperCase()}`)),
    "foaf:homepage": iri(`${origin}/national/open-data`),
    "dcat:dataset": datasets.map(({ id, titleVi, titleEn, descriptionVi, descriptionEn, windows }) => ({
      "@id": `${origin}/v1/open-data/${id}`,
      "@type": "dcat:Dataset",
      "dct:identifier": id,
      "dct:title": inBoth(titleVi, titleEn),
      "dct:description": inBoth(descriptionVi, descriptionEn),
      "dct:publisher": iri(publisher["@id"]),
      "dct:spatial": iri("http://publications.europa.eu/resource/authority/country/VNM"),
      "dcat:theme": iri("http://publications.europa.eu/resource/authority/data-theme/GOVE"),
      "dcat:keyword": inBoth("dịch vụ công trực tuyến", "online public services"),
      "dcat:distribution": windows.flatMap((window) => distributionsOf(`${origin}/v1/open-data/${id}/${window}`)),
    })),
  };
}

function distributionsOf(address: string): object[] {
  return [["csv", "text/csv", "CSV"], ["json", "application/json", "JSON"]].map(([ending, mediaType, format]) => ({
    "@id": `${address}.${ending}`,
    "@type": "dcat:Distribution",
    "dcat:accessURL": iri(`${address}.${ending}`),
    "dcat:downloadURL": iri(`${address}.${ending}`),
    "dcat:mediaType": iri(`https://www.iana.org/assignments/media-types/${mediaType}`),
    "dct:format": iri(`http://publications.europa.eu/resource/authority/file-type/${format}`),
    "dct:license": iri(LICENCE),
  }));
}
