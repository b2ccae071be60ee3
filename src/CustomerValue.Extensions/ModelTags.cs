using CustomerValue.Propensity;

namespace CustomerValue.Extensions;

/// <summary>What metrics say of a model: its name, its kind and the start of the seal its file has.</summary>
internal sealed class ModelTags
{
    private const int SealDigits = 64;
    private const int ShownDigits = 16;

    public ModelTags(string name, IScorer? model)
    {
        Model = model;
        var codec = model is null ? null : ModelKinds.All.FirstOrDefault(known => known.Knows(model));
        Name = new("model.name", name);
        Kind = new("model.kind", codec?.Kind ?? model?.GetType().Name ?? "none");
        Digest = new("model.digest", codec is null ? "none" : Seal(model!));
    }

    public IScorer? Model { get; }

    public KeyValuePair<string, object?> Name { get; }

    public KeyValuePair<string, object?> Kind { get; }

    public KeyValuePair<string, object?> Digest { get; }

    private static string Seal(IScorer model)
    {
        try
        {
            var file = ModelFile.Save(model, ModelFileOptions.Default with { AllowNotConverged = true });
            return file.Substring(file.Length - 2 - SealDigits, ShownDigits);
        }
        catch (ArgumentException)
        {
            // A model that holds what a file cannot, such as a scorer of the caller's own: it scores, and has no seal.
            return "none";
        }
    }
}
