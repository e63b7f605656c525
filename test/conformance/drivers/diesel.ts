// diesel with r2d2, whose pool looks after its idle connections every half minute
import { rustPool } from "./_rust.ts";

export default rustPool("diesel", ["diesel", "r2d2"], { looks: 30_000 });
