namespace CustomerValue.Information;

/// <summary>Goes back from a feature of a customer to the records it rests on.</summary>
internal static class FeatureTracer
{
    public static FeatureTrace Trace(FeatureInputs inputs, FeatureDefinition feature, CustomerView view)
    {
        var records = feature.RestsOn;
        return new FeatureTrace(view.Key, feature, feature.Rule(view), view.After, view.AsOf)
        {
            Transactions = Transactions(inputs, feature, view),
            Balances = Has(records, FeatureRecords.Balances) ? view.Balances : [],
            Holdings = Has(records, FeatureRecords.Holdings) ? view.Holdings : [],
            Contacts = Has(records, FeatureRecords.Contacts) ? view.Contacts : [],
            Income = Has(records, FeatureRecords.Income) ? view.Income : [],
        };
    }

    private static bool Has(FeatureRecords records, FeatureRecords part) => (records & part) != FeatureRecords.None;

    private static Transaction[] Transactions(FeatureInputs inputs, FeatureDefinition feature, CustomerView view)
    {
        var ledger = inputs.Ledger.View;
        var counted = new HashSet<int>();
        if (Has(feature.RestsOn, FeatureRecords.Movements))
        {
            counted.UnionWith(view.MovementArray.Where(m => feature.Counts is null || feature.Counts(m)).Select(m => m.Row));
        }

        var trace = new List<Transaction>();
        foreach (var account in view.Accounts)
        {
            var place = ledger.Accounts.Find(account);
            if (place < 0)
            {
                continue;
            }

            var rows = ledger.Of(place);
            if (Has(feature.RestsOn, FeatureRecords.Balances))
            {
                AddClosed(ledger.Rows, rows, view.After.Number, counted);
            }

            if (Has(feature.RestsOn, FeatureRecords.FirstRow) && view.FirstDay?.Number == ledger.Rows.Day[rows[0]])
            {
                counted.Add(rows[0]);
            }

            AddReversals(ledger.Rows, rows, counted);
            foreach (var row in rows)
            {
                if (counted.Contains(row))
                {
                    trace.Add(ledger.Rows.Read(row, account, inputs.Ledger.Currency));
                }
            }
        }

        return trace.ToArray();
    }

    // All rows of the window, and of the last day before it that had any.
    private static void AddClosed(LedgerRows ledger, ReadOnlySpan<int> rows, int after, HashSet<int> counted)
    {
        var carried = -1;
        foreach (var row in rows)
        {
            carried = ledger.Day[row] <= after ? ledger.Day[row] : carried;
        }

        foreach (var row in rows)
        {
            if (ledger.Day[row] > after || ledger.Day[row] == carried)
            {
                counted.Add(row);
            }
        }
    }

    private static void AddReversals(LedgerRows ledger, ReadOnlySpan<int> rows, HashSet<int> counted)
    {
        if (ledger.Reverses.Count == 0)
        {
            return;
        }

        var ids = new HashSet<RecordKey>();
        foreach (var row in rows)
        {
            if (counted.Contains(row) && !ledger.Id[row].IsMissing)
            {
                ids.Add(ledger.Id[row]);
            }
        }

        foreach (var row in rows)
        {
            if (ledger.Reverses.TryGetValue(row, out var original) && ids.Contains(original))
            {
                counted.Add(row);
            }
        }
    }
}
