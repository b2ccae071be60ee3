using System.Data;

namespace CustomerValue.Information;

/// <summary>Streams an open reader into records; rows that cannot be read go to the log and are skipped.</summary>
internal static class SourceRows
{
    public static IEnumerable<T> Read<T>(IDataReader reader, Func<SourceRow, T> map, RejectionLog log)
    {
        var row = new SourceRow(reader);
        while (reader.Read())
        {
            row.Reset();
            var record = map(row);
            if (row.Rule is { } rule)
            {
                log.Reject(log.RowsRead++, row.Reason, rule, row.Found);
            }
            else
            {
                yield return record;
            }
        }
    }
}
