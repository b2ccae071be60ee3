// Samples that break the house rules, so that the tests of the rules can show that they bite.
#pragma warning disable CA1051, CA1819, CA2211, CA1052, CA1822, CA1805, CA1812, CA1823, CS0169, CS0414, IDE0051, CA1510, CA1034, CA1062

namespace Violations.Lifetime
{
    public sealed class Model
    {
        public static double Parameter() => 1;
    }
}

namespace Violations.Experiments
{
    public static class UsesAModelInABody
    {
        public static double Use() => Violations.Lifetime.Model.Parameter();
    }

    public sealed class KeepsAModelInAField
    {
        private readonly Violations.Lifetime.Model[]? models = null;

        public bool HasModels => models is not null;
    }

    public static class ReturnsAListOfModels
    {
        public static IReadOnlyList<Violations.Lifetime.Model>? None() => null;
    }

    public static class NamesMathNet
    {
        public static double Gamma(double x) => MathNet.Numerics.SpecialFunctions.Gamma(x);
    }
}

namespace Violations.Attic
{
    public sealed class Homeless;
}

namespace Violations.Shapes
{
    public class Open;

    public sealed class Settable
    {
        public int Value { get; set; }
    }

    public sealed class HandsOutAnArray
    {
        public double[] Values => [];
    }

    public sealed class FillsAnArrayField
    {
        public readonly double[] Values = [];
    }

    public static class Remembers
    {
        private static int count;

        public static int Next() => ++count;
    }

    public sealed record Positional(int Value);

    public sealed class Lifetime;

    public static class LeaksMathNet
    {
        public static MathNet.Numerics.LinearAlgebra.Vector<double>? Leak() => null;
    }

    public sealed record SomethingOptions
    {
        public required int Value { get; init; }
    }

    public interface ITooMuch
    {
        void One();

        void Two();

        void Three();

        void Four();
    }

    public static class ManagesHelper;
}
