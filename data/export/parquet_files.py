"""Tables as Parquet, with the type of each column."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from data.export.tables import BATCH, Sheet

_TYPES = {
    "VARCHAR": pa.string(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "TIME": pa.time64("us"),
    "TIMESTAMP": pa.timestamp("us"),
}


def write_parquet(sheets: Iterator[Sheet], folder: Path) -> None:
    """Write a file per table."""
    for sheet in sheets:
        schema = pa.schema([(name, _TYPES[type_]) for name, type_ in sheet.columns])
        rows = sheet.rows()
        with pq.ParquetWriter(folder / f"{sheet.name}.parquet", schema) as writer:
            while batch := list(islice(rows, BATCH)):
                columns = [
                    pa.array(values, type=field.type)
                    for values, field in zip(zip(*batch, strict=True), schema, strict=True)
                ]
                writer.write_table(pa.Table.from_arrays(columns, schema=schema))
