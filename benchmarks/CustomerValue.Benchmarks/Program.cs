using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace CustomerValue.Benchmarks;

/// <summary>
/// <c>guard [--short] [--accept]</c>: scoring allocates nothing and costs no more than three times the committed ratio to its baseline.
/// <c>rfm</c>: RFM rows against pandas. <c>memory</c>: bytes a transaction by way of reading. <c>segmentation</c>: scores and transition counts. <c>speed</c>: the speeds the library promises, as ratios in one run. Anything else goes to BenchmarkDotNet, such as <c>--filter *</c>.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        switch (arguments.FirstOrDefault())
        {
            case "guard":
                return ScoringGuard.Run(isShort: arguments.Contains("--short"), accept: arguments.Contains("--accept"));
            case "rfm":
                RfmRows.Run();
                return 0;
            case "memory":
                StreamingMemory.Run();
                return 0;
            case "bandwidth":
                ScoringBandwidth.Run();
                return 0;
            case "segmentation":
                SegmentationTimings.Run();
                return 0;
            case "speed":
                ScoringBandwidth.Run();
                LifetimeTimings.Run();
                RfmRows.Run();
                SegmentationTimings.Run();
                return 0;
            default:
                // In process: the out-of-process toolchain of BenchmarkDotNet 0.14 knows no net10.0.
                var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
                BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(arguments, config);
                return 0;
        }
    }
}
