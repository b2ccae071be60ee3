using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace CustomerValue.Benchmarks;

/// <summary>
/// <c>guard [--short] [--accept]</c>: scoring allocates nothing and costs no more than three times the committed ratio to its baseline.
/// The names of <see cref="Promises"/> measure the speeds and sizes the library promises, as ratios in one run; <c>speed</c> measures all of them.
/// Anything else goes to BenchmarkDotNet, such as <c>--filter *</c>.
/// </summary>
internal static class Program
{
    private static readonly (string Name, Action Run)[] Promises =
    [
        ("bandwidth", ScoringBandwidth.Run),
        ("regression", RegressionTimings.Run),
        ("lifetime", LifetimeTimings.Run),
        ("rfm", RfmRows.Run),
        ("experiments", ExperimentTimings.Run),
        ("segmentation", SegmentationTimings.Run),
        ("ranking", RankingTimings.Run),
        ("memory", StreamingMemory.Run),
        ("reporting", ReportingTimings.Run),
    ];

    private static int Main(string[] arguments)
    {
        var mode = arguments.FirstOrDefault();
        if (mode == "guard")
        {
            return ScoringGuard.Run(isShort: arguments.Contains("--short"), accept: arguments.Contains("--accept"));
        }

        var chosen = Promises.Where(promise => mode == "speed" || promise.Name == mode).ToArray();
        foreach (var promise in chosen)
        {
            promise.Run();
        }

        if (chosen.Length == 0)
        {
            // In process: the out-of-process toolchain of BenchmarkDotNet 0.14 knows no net10.0.
            var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
            BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(arguments, config);
        }

        return 0;
    }
}
