using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>Minus the mean log-likelihood of contracts in (ln γ, ln δ) or (ln γ, ln δ, ln c), with exact gradient and Hessian.</summary>
internal sealed class ContractLikelihood(ContractSummary summary, bool weibull, double penalty) : SmoothObjective
{
    public override int Size => weibull ? 3 : 2;

    public override double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> hessian)
    {
        foreach (var theta in point)
        {
            if (!(Math.Abs(theta) < 60))
            {
                return double.NaN;
            }
        }

        gradient.Clear();
        hessian.Clear();
        var gamma = Jet.Parameter(point[0], 0).Exp();
        var delta = Jet.Parameter(point[1], 1).Exp();
        var c = weibull ? Jet.Parameter(point[2], 2).Exp() : default(Jet) + 1;
        var both = gamma + delta;
        var sum = 0.0;
        var before = default(Jet);
        var (lastDelta, lastBoth) = (delta.LogGamma(), both.LogGamma());
        for (var t = 1; t <= summary.LongestTenure; t++)
        {
            var power = weibull ? (Elementary.Log(t) * c).Exp() : default(Jet) + t;
            var (nextDelta, nextBoth) = ((delta + power).LogGamma(), (both + power).LogGamma());

            // ln of the retention, and of its complement.
            var step = weibull ? nextDelta - lastDelta - (nextBoth - lastBoth) : -(gamma / (delta + (t - 1))).Log1p();
            (lastDelta, lastBoth) = (nextDelta, nextBoth);
            double ended = summary.EndedAt(t), ongoing = summary.OngoingAt(t);
            if (ended > 0)
            {
                var left = -Elementary.Expm1(step.Value);
                var odds = -(1 - left) / left;
                Add(before + step.Lift(Elementary.Log(left), odds, odds / left), ended, ref sum, gradient, hessian);
            }

            before += step;
            if (ongoing > 0)
            {
                Add(before, ongoing, ref sum, gradient, hessian);
            }
        }

        return Penalty.Finish(point, penalty, -1.0 / summary.ContractCount, sum, gradient, hessian);
    }

    private void Add(in Jet log, double weight, ref double sum, Span<double> gradient, Span<double> hessian)
    {
        sum += weight * log.Value;
        log.AddTo(weight, Size, gradient, hessian);
    }
}
