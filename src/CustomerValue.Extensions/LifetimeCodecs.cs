using CustomerValue.Information;
using CustomerValue.Lifetime;

namespace CustomerValue.Extensions;

/// <summary>Lifetime models in model files. Parameters carry the names of the papers.</summary>
internal static class LifetimeCodecs
{
    public static readonly ModelCodec BgNbd = new ModelCodec<BgNbdModel>(
        "bg-nbd",
        static (model, file) => Write(file, model.Unit, model.Covariance, ("r", model.R), ("alpha", model.Alpha), ("a", model.A), ("b", model.B)),
        static file => BgNbdModel.FromParameters(
            file.Number("r"), file.Number("alpha"), file.Number("a"), file.Number("b"), Unit(file), file.Numbers("covariance")),
        static model => model.Report);

    public static readonly ModelCodec GammaGamma = new ModelCodec<GammaGammaModel>(
        "gamma-gamma",
        static (model, file) => Write(file, null, model.Covariance, ("p", model.P), ("q", model.Q), ("gamma", model.Gamma)),
        static file => GammaGammaModel.FromParameters(file.Number("p"), file.Number("q"), file.Number("gamma"), file.Numbers("covariance")),
        static model => model.Report);

    public static readonly ModelCodec ParetoNbd = new ModelCodec<ParetoNbdModel>(
        "pareto-nbd",
        static (model, file) => Write(file, model.Unit, model.Covariance, ("r", model.R), ("alpha", model.Alpha), ("s", model.S), ("beta", model.Beta)),
        static file => ParetoNbdModel.FromParameters(
            file.Number("r"), file.Number("alpha"), file.Number("s"), file.Number("beta"), Unit(file), file.Numbers("covariance")),
        static model => model.Report);

    public static readonly ModelCodec MbgNbd = new ModelCodec<MbgNbdModel>(
        "mbg-nbd",
        static (model, file) => Write(file, model.Unit, model.Covariance, ("r", model.R), ("alpha", model.Alpha), ("a", model.A), ("b", model.B)),
        static file => MbgNbdModel.FromParameters(
            file.Number("r"), file.Number("alpha"), file.Number("a"), file.Number("b"), Unit(file), file.Numbers("covariance")),
        static model => model.Report);

    /// <summary>BG/CNBD-k and MBG/CNBD-k.</summary>
    public static readonly ModelCodec Cnbd = new ModelCodec<CnbdModel>(
        "cnbd",
        static (model, file) =>
        {
            file.Number("unitDays", model.Unit.Days);
            file.Integer("k", model.Steps);
            file.Flag("leavesAtOnce", model.LeavesAtOnce);
            file.Number("r", model.R);
            file.Number("alpha", model.Alpha);
            file.Number("a", model.A);
            file.Number("b", model.B);
            file.Numbers("covariance", model.Covariance);
        },
        static file => CnbdModel.FromParameters(
            file.Number("r"), file.Number("alpha"), file.Number("a"), file.Number("b"), file.Integer("k", 1, 100), file.Flag("leavesAtOnce"), Unit(file), file.Numbers("covariance")),
        static model => model.Report);

    public static readonly ModelCodec GGomNbd = new ModelCodec<GGomNbdModel>(
        "ggom-nbd",
        static (model, file) => Write(file, model.Unit, model.Covariance, ("r", model.R), ("alpha", model.Alpha), ("b", model.B), ("s", model.S), ("beta", model.Beta)),
        static file => GGomNbdModel.FromParameters(
            file.Number("r"), file.Number("alpha"), file.Number("b"), file.Number("s"), file.Number("beta"), Unit(file), file.Numbers("covariance")),
        static model => model.Report);

    public static readonly ModelCodec BgBb = new ModelCodec<BgBbModel>(
        "bg-bb",
        static (model, file) => Write(file, model.Unit, model.Covariance, ("alpha", model.Alpha), ("beta", model.Beta), ("gamma", model.Gamma), ("delta", model.Delta)),
        static file => BgBbModel.FromParameters(
            file.Number("alpha"), file.Number("beta"), file.Number("gamma"), file.Number("delta"), Unit(file), file.Numbers("covariance")),
        static model => model.Report);

    public static readonly ModelCodec ShiftedBetaGeometric = new ModelCodec<ShiftedBetaGeometricModel>(
        "shifted-beta-geometric",
        static (model, file) => Write(file, null, model.Covariance, ("gamma", model.Gamma), ("delta", model.Delta)),
        static file => ShiftedBetaGeometricModel.FromParameters(file.Number("gamma"), file.Number("delta"), file.Numbers("covariance")),
        static model => model.Report);

    public static readonly ModelCodec BetaDiscreteWeibull = new ModelCodec<BetaDiscreteWeibullModel>(
        "beta-discrete-weibull",
        static (model, file) => Write(file, null, model.Covariance, ("gamma", model.Gamma), ("delta", model.Delta), ("c", model.C)),
        static file => BetaDiscreteWeibullModel.FromParameters(file.Number("gamma"), file.Number("delta"), file.Number("c"), file.Numbers("covariance")),
        static model => model.Report);

    public static readonly ModelCodec NormalSpend = new ModelCodec<NormalSpendModel>(
        "normal-spend",
        static (model, file) =>
        {
            file.Number("mean", model.Mean);
            file.Number("between", model.Between);
            file.Number("within", model.Within);
        },
        static file => NormalSpendModel.FromParameters(file.Number("mean"), file.Number("between"), file.Number("within")));

    /// <summary>A hiatus of null is the naive forecast.</summary>
    public static readonly ModelCodec Hiatus = new ModelCodec<HiatusRule>(
        "hiatus-rule",
        static (model, file) =>
        {
            file.Number("unitDays", model.Unit.Days);
            file.Number("hiatus", double.IsInfinity(model.Hiatus) ? null : (double?)model.Hiatus);
        },
        static file => file.NumberOrNull("hiatus") is { } hiatus ? HiatusRule.FromParameters(hiatus, Unit(file)) : HiatusRule.Naive(Unit(file)));

    private static void Write(ModelWriter file, TimeUnit? unit, ReadOnlySpan<double> covariance, params (string Name, double Value)[] parameters)
    {
        if (unit is { } known)
        {
            file.Number("unitDays", known.Days);
        }

        foreach (var (name, value) in parameters)
        {
            file.Number(name, value);
        }

        file.Numbers("covariance", covariance);
    }

    private static TimeUnit Unit(ModelReader file) => TimeUnit.OfDays(file.Number("unitDays"));
}
