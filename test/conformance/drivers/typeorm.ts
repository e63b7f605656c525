// TypeORM, which connects once before it takes queries
import { DataSource, type DataSourceOptions, EntitySchema } from "typeorm";
import { type Driver, PID, type Pool } from "./_driver.ts";

const Probe = new EntitySchema<{ id: number }>({
  name: "Probe",
  tableName: "Probe",
  columns: { id: { type: Number, primary: true } },
});

export default {
  packages: ["typeorm", "pg", "pg-pool"],
  open: (value) => wrap(new DataSource(value as DataSourceOptions)),
  adopt: ({ dataSource }) => wrap(dataSource as DataSource),
} satisfies Driver;

function wrap(source: DataSource): Pool {
  source.setOptions({ entities: [Probe], poolErrorHandler: () => {} } as Partial<DataSourceOptions>);
  let started: Promise<unknown> | undefined;
  const start = () => {
    started ??= source.initialize();
    return started;
  };
  return {
    async acquire() {
      await start();
      const runner = source.createQueryRunner();
      await runner.connect();
      const [row] = await runner.query(PID);
      return { pid: row.pid, query: (sql) => runner.query(sql), release: () => runner.release() };
    },
    async query(sql) {
      await start();
      return source.query(sql);
    },
    async probe() {
      await start();
      const [row] = await source.getRepository(Probe).find();
      return row!.id;
    },
    otherWaits: { "a transaction": () => source.transaction((manager) => manager.query(PID)) },
    end: async () => source.isInitialized && source.destroy(),
  };
}
