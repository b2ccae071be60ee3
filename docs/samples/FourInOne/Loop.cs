using FourInOne.Banks;
using FourInOne.Output;
using FourInOne.Steps;

namespace FourInOne;

/// <summary>The four steps, once around.</summary>
internal static class Loop
{
    public static void Run(BankRecords bank, ulong seed, Screen screen, ResultFolder results)
    {
        var picture = InformationStep.Run(bank, screen);
        InformationView.Show(picture, screen);
        InformationView.Write(picture, results);

        var segments = SegmentationStep.Run(picture, seed, screen);
        SegmentationView.Show(picture, segments, screen);
        SegmentationView.Write(picture, segments, results);

        var targets = TargetingStep.Run(picture, seed, screen);
        TargetingView.Show(picture, targets, screen);
        TargetingView.Write(picture, targets, results);

        var feedback = ExperimentStep.Run(picture, targets, seed, screen);
        ExperimentView.Show(picture, feedback, screen);
        ExperimentView.Write(feedback, results);
        ReportView.Write(picture, segments, targets, feedback, seed, results);
        screen.Closing(results);
    }
}
