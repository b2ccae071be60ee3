using CustomerValue.Propensity;

namespace CustomerValue.Extensions;

/// <summary>A slot and the tags of the model it holds, taken anew after a replacement.</summary>
internal sealed class MeteredSlot(string name, ModelSlot<IScorer> slot)
{
    private ModelTags? tags;

    public ModelTags Tags() => Tags(slot.Current);

    public ModelTags Tags(IScorer model)
    {
        var known = Volatile.Read(ref tags);
        if (known is null || !ReferenceEquals(known.Model, model))
        {
            known = new ModelTags(name, model);
            Volatile.Write(ref tags, known);
        }

        return known;
    }
}
