namespace CustomerValue.Numerics;

/// <remarks>
/// The information matrix is kept from λ to λ. After the first step at a λ, what has changed since the last one is taken from every eighth
/// tile of rows; every step teaches it one direction; and it is made anew when that leaves too much. None of it changes what a path
/// converges to: the gradient is always exact.
/// </remarks>
internal sealed partial class PenalizedPath
{
    // A step with a kept information matrix should leave at most this share of the violation.
    private const double SlowContraction = 0.06;

    // With so many rows, an information matrix is kept up to date by every eighth tile of them.
    private const int GlanceRows = 16_384;
    private const int GlanceEvery = 8;

    // Glances leave a smaller share; what they miss by sampling adds up, and after so many steps a new matrix pays for itself.
    private const double WornContraction = 0.004;
    private const int WornAge = 15;

    private bool IsStale(int iteration, double violation, double before)
    {
        if (age == 0 || settings.Family == LinearFamily.Gaussian)
        {
            return false;
        }

        return violation > SlowContraction * before || (glance is not null && iteration > 1 && age > WornAge && violation > WornContraction * before);
    }

    private void Renew()
    {
        information = design.Information(current);
        age = 0;
        glance = settings.Family == LinearFamily.Gaussian || design.RowCount < GlanceRows ? null : design.Information(current, GlanceEvery);
        tracked = glance is null ? [] : (double[])information.Clone();
        Reduce();
    }

    /// <summary>Adds to the information what has changed since, as every eighth tile of the rows sees it: what has not changed carries no error of sampling.</summary>
    private void Drift()
    {
        var now = design.Information(current, GlanceEvery);
        for (var i = 0; i < now.Length; i++)
        {
            tracked[i] += now[i] - glance![i];
        }

        glance = now;
        information = (double[])tracked.Clone();
        Reduce();
    }

    /// <summary>Eliminates the intercept.</summary>
    private void Reduce()
    {
        var (h, width, m) = (information!, design.PackedWidth, design.Chosen.Length);
        h[0] = Math.Max(h[0], 1e-300);
        reduced = new double[m * m];
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < m; j++)
            {
                reduced[i * m + j] = h[(1 + i) * width + 1 + j] - h[1 + i] * h[1 + j] / h[0];
            }
        }
    }

    /// <summary>Makes the kept information agree with how the last step changed the gradient (the update of Broyden, Fletcher, Goldfarb and Shanno).</summary>
    private void Learn(double violation)
    {
        // Below, the difference of two gradients is mostly rounding.
        if (settings.Family == LinearFamily.Gaussian || violation < 1e-8)
        {
            return;
        }

        var (h, width, used) = (information!, design.PackedWidth, 1 + design.Chosen.Length);
        var step = new double[used];
        var change = new double[used];
        var expected = new double[used];
        double curvature = 0, found = 0;
        for (var i = 0; i < used; i++)
        {
            step[i] = current.Coefficients[i] - spare.Coefficients[i];
            change[i] = spare.Gradient[i] - current.Gradient[i];
        }

        for (var i = 0; i < used; i++)
        {
            for (var j = 0; j < used; j++)
            {
                expected[i] += h[(i * width) + j] * step[j];
            }

            curvature += step[i] * expected[i];
            found += step[i] * change[i];
        }

        if (!(found > 1e-6 * curvature && curvature > 0))
        {
            return;
        }

        for (var i = 0; i < used; i++)
        {
            var (up, down) = (change[i] / found, expected[i] / curvature);
            for (var j = 0; j < used; j++)
            {
                h[(i * width) + j] += (up * change[j]) - (down * expected[j]);
            }
        }

        Reduce();
    }
}
