namespace CustomerValue.Experiments;

/// <summary>Closest pair first, then partners exchanged between pairs while that shortens the total.</summary>
internal static class GreedyPairing
{
    private const int MostRounds = 50;

    /// <summary>The partner of each unit; −1 for the one that remained of an odd number.</summary>
    public static int[] Of(double[][] distances)
    {
        var n = distances.Length;
        var partner = new int[n];
        var nearest = new int[n];
        for (var i = 0; i < n; i++)
        {
            partner[i] = -1;
        }

        for (var i = 0; i < n; i++)
        {
            nearest[i] = Nearest(distances, partner, i);
        }

        for (var pairs = 0; pairs < n / 2; pairs++)
        {
            var best = -1;
            for (var i = 0; i < n; i++)
            {
                if (partner[i] >= 0)
                {
                    continue;
                }

                if (partner[nearest[i]] >= 0)
                {
                    nearest[i] = Nearest(distances, partner, i);
                }

                if (best < 0 || distances[i][nearest[i]] < distances[best][nearest[best]])
                {
                    best = i;
                }
            }

            partner[best] = nearest[best];
            partner[nearest[best]] = best;
        }

        Exchange(distances, partner);
        return partner;
    }

    private static int Nearest(double[][] distances, int[] partner, int i)
    {
        var best = -1;
        for (var j = 0; j < partner.Length; j++)
        {
            if (j != i && partner[j] < 0 && (best < 0 || distances[i][j] < distances[i][best]))
            {
                best = j;
            }
        }

        return best;
    }

    private static void Exchange(double[][] distances, int[] partner)
    {
        var changed = true;
        for (var round = 0; round < MostRounds && changed; round++)
        {
            changed = false;
            for (var a = 0; a < partner.Length; a++)
            {
                for (var c = a + 1; c < partner.Length; c++)
                {
                    int b = partner[a], d = partner[c];
                    if (b < 0 || d < 0 || b == c)
                    {
                        continue;
                    }

                    var now = distances[a][b] + distances[c][d];
                    if (distances[a][c] + distances[b][d] < now * (1 - 1e-12))
                    {
                        Join(partner, a, c, b, d);
                        changed = true;
                    }
                    else if (distances[a][d] + distances[b][c] < now * (1 - 1e-12))
                    {
                        Join(partner, a, d, b, c);
                        changed = true;
                    }
                }
            }
        }
    }

    private static void Join(int[] partner, int a, int b, int c, int d)
    {
        partner[a] = b;
        partner[b] = a;
        partner[c] = d;
        partner[d] = c;
    }
}
