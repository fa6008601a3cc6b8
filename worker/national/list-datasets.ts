import type { Platform } from "../kernel/context.ts";
import { datasetIds, LICENCE, type DatasetList } from "./contract.ts";
import { columnsOf } from "./dataset-columns.ts";
import { datasets } from "./datasets.ts";
import { listNationalWindows } from "./figure-windows.ts";

/** Everything that is given away, with the windows there is something for. */
export async function listDatasets(central: D1Database, platform: Platform): Promise<DatasetList> {
  const windows = (await listNationalWindows(central, platform)).map(({ id }) => id);
  return {
    licence: LICENCE,
    datasets: datasetIds.map((id) => {
      const { hasWindow, ...about } = datasets[id];
      return { id, ...about, windows: hasWindow ? windows : ["all"], columns: columnsOf(id, hasWindow) };
    }),
    charts: windows.map((window) => `/v1/embed/services-by-level/${window}.svg`),
  };
}
