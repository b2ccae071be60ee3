using CustomerValue.Information;
using CustomerValue.Lifetime;
using CustomerValue.Propensity;
using CustomerValue.Segmentation;
using CustomerValue.Uplift;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerValue.Extensions;

/// <summary>Adds models under names: each becomes a keyed singleton of its interface, and a keyed <see cref="ModelSlot{T}"/> that swaps it.</summary>
/// <remarks>
/// The service of a name always asks the slot of that name for the model in use, so a replacement takes effect with the next call, without a
/// restart and without a lock. Factories run once, when the service is first asked for. Names are compared ordinally.
/// </remarks>
public sealed class CustomerValueBuilder
{
    private readonly IServiceCollection services;

    internal CustomerValueBuilder(IServiceCollection services) => this.services = services;

    /// <summary>Adds a scorer: keyed <see cref="IScorer"/> and <see cref="ModelSlot{T}"/> of it.</summary>
    /// <param name="name">The key, not empty, not taken by another scorer.</param>
    /// <param name="scorer">The model to start with.</param>
    /// <exception cref="ArgumentNullException">The model is null.</exception>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public CustomerValueBuilder AddScorer(string name, IScorer scorer)
    {
        _ = scorer ?? throw new ArgumentNullException(nameof(scorer));
        return AddScorer(name, _ => scorer);
    }

    /// <summary>Adds a scorer that other services make.</summary>
    /// <param name="name">The key, not empty, not taken by another scorer.</param>
    /// <param name="factory">Makes the model to start with, once.</param>
    /// <exception cref="ArgumentNullException">The factory is null.</exception>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public CustomerValueBuilder AddScorer(string name, Func<IServiceProvider, IScorer> factory) =>
        Add(name, "scorer", factory, RefuseOtherFeatures, static (name, slot, provider) => new ScorerInUse(name, slot, provider.GetRequiredService<ScoringMetrics>()));

    /// <summary>Adds a scorer from a model file.</summary>
    /// <param name="name">The key, not empty, not taken by another scorer.</param>
    /// <param name="open">Opens the file, once; the stream is closed after reading.</param>
    /// <exception cref="ArgumentNullException">The function is null.</exception>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public CustomerValueBuilder AddScorer(string name, Func<Stream> open) => AddScorer(name, FromFile<IScorer>(open));

    /// <summary>Adds a scorer of the caller's own objects: keyed <see cref="LiveScorer{T}"/> on the propensity model that <c>AddScorer</c> has under the same name.</summary>
    /// <typeparam name="T">The caller's type.</typeparam>
    /// <param name="name">The name of the scorer, added before or after.</param>
    /// <param name="map">Has every column of the model's encoder, and of every replacement's.</param>
    /// <exception cref="ArgumentNullException">The map is null.</exception>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public CustomerValueBuilder AddLiveScorer<T>(string name, FeatureMap<T> map)
    {
        _ = map ?? throw new ArgumentNullException(nameof(map));
        Refuse(name, "live scorer", typeof(LiveScorer<T>));
        services.AddKeyedSingleton(name, (provider, _) => new LiveScorer<T>(
            name, provider.GetRequiredKeyedService<ModelSlot<IScorer>>(name), map, provider.GetRequiredService<ScoringMetrics>()));
        return this;
    }

    /// <summary>Adds a segmenter: keyed <see cref="ISegmenter"/> and <see cref="ModelSlot{T}"/> of it.</summary>
    /// <param name="name">The key, not empty, not taken by another segmenter.</param>
    /// <param name="segmenter">The model to start with.</param>
    /// <exception cref="ArgumentNullException">The model is null.</exception>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public CustomerValueBuilder AddSegmenter(string name, ISegmenter segmenter)
    {
        _ = segmenter ?? throw new ArgumentNullException(nameof(segmenter));
        return AddSegmenter(name, _ => segmenter);
    }

    /// <summary>Adds a segmenter that other services make.</summary>
    /// <param name="name">The key, not empty, not taken by another segmenter.</param>
    /// <param name="factory">Makes the model to start with, once.</param>
    /// <exception cref="ArgumentNullException">The factory is null.</exception>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public CustomerValueBuilder AddSegmenter(string name, Func<IServiceProvider, ISegmenter> factory) =>
        Add(name, "segmenter", factory, null, static (_, slot, _) => new SegmenterInUse(slot));

    /// <summary>Adds a segmenter from a model file.</summary>
    /// <param name="name">The key, not empty, not taken by another segmenter.</param>
    /// <param name="open">Opens the file, once; the stream is closed after reading.</param>
    /// <exception cref="ArgumentNullException">The function is null.</exception>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public CustomerValueBuilder AddSegmenter(string name, Func<Stream> open) => AddSegmenter(name, FromFile<ISegmenter>(open));

    /// <summary>Adds a purchase model: keyed <see cref="IPurchaseModel"/> and <see cref="ModelSlot{T}"/> of it.</summary>
    /// <param name="name">The key, not empty, not taken by another purchase model.</param>
    /// <param name="purchaseModel">The model to start with.</param>
    /// <exception cref="ArgumentNullException">The model is null.</exception>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public CustomerValueBuilder AddPurchaseModel(string name, IPurchaseModel purchaseModel)
    {
        _ = purchaseModel ?? throw new ArgumentNullException(nameof(purchaseModel));
        return AddPurchaseModel(name, _ => purchaseModel);
    }

    /// <summary>Adds a purchase model that other services make.</summary>
    /// <param name="name">The key, not empty, not taken by another purchase model.</param>
    /// <param name="factory">Makes the model to start with, once.</param>
    /// <exception cref="ArgumentNullException">The factory is null.</exception>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public CustomerValueBuilder AddPurchaseModel(string name, Func<IServiceProvider, IPurchaseModel> factory) =>
        Add(name, "purchase model", factory, null, static (_, slot, _) => new PurchaseModelInUse(slot));

    /// <summary>Adds a purchase model from a model file.</summary>
    /// <param name="name">The key, not empty, not taken by another purchase model.</param>
    /// <param name="open">Opens the file, once; the stream is closed after reading.</param>
    /// <exception cref="ArgumentNullException">The function is null.</exception>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public CustomerValueBuilder AddPurchaseModel(string name, Func<Stream> open) => AddPurchaseModel(name, FromFile<IPurchaseModel>(open));

    /// <summary>Adds an uplift model: keyed <see cref="IUpliftModel"/> and <see cref="ModelSlot{T}"/> of it.</summary>
    /// <param name="name">The key, not empty, not taken by another uplift model.</param>
    /// <param name="upliftModel">The model to start with.</param>
    /// <exception cref="ArgumentNullException">The model is null.</exception>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public CustomerValueBuilder AddUpliftModel(string name, IUpliftModel upliftModel)
    {
        _ = upliftModel ?? throw new ArgumentNullException(nameof(upliftModel));
        return AddUpliftModel(name, _ => upliftModel);
    }

    /// <summary>Adds an uplift model that other services make.</summary>
    /// <param name="name">The key, not empty, not taken by another uplift model.</param>
    /// <param name="factory">Makes the model to start with, once.</param>
    /// <exception cref="ArgumentNullException">The factory is null.</exception>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public CustomerValueBuilder AddUpliftModel(string name, Func<IServiceProvider, IUpliftModel> factory) =>
        Add(name, "uplift model", factory, RefuseOtherFeatures, static (_, slot, _) => new UpliftModelInUse(slot));

    /// <summary>Adds an uplift model from a model file.</summary>
    /// <param name="name">The key, not empty, not taken by another uplift model.</param>
    /// <param name="open">Opens the file, once; the stream is closed after reading.</param>
    /// <exception cref="ArgumentNullException">The function is null.</exception>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public CustomerValueBuilder AddUpliftModel(string name, Func<Stream> open) => AddUpliftModel(name, FromFile<IUpliftModel>(open));

    private static Func<IServiceProvider, T> FromFile<T>(Func<Stream> open)
        where T : class
    {
        _ = open ?? throw new ArgumentNullException(nameof(open));
        return _ =>
        {
            using var stream = open();
            return ModelFile.Load<T>(stream);
        };
    }

    private static string? RefuseOtherFeatures(IScorer current, IScorer replacement) => RefuseOtherFeatures(current.FeatureCount, replacement.FeatureCount);

    private static string? RefuseOtherFeatures(IUpliftModel current, IUpliftModel replacement) =>
        RefuseOtherFeatures(current.FeatureCount, replacement.FeatureCount);

    private static string? RefuseOtherFeatures(int current, int replacement) => current == replacement
        ? null
        : $"The replacement takes {JsonNumbers.Text(replacement)} features; the model in use takes {JsonNumbers.Text(current)}.";

    private CustomerValueBuilder Add<T>(
        string name, string noun, Func<IServiceProvider, T> factory, Func<T, T, string?>? refusal, Func<string, ModelSlot<T>, IServiceProvider, T> forward)
        where T : class
    {
        _ = factory ?? throw new ArgumentNullException(nameof(factory));
        Refuse(name, noun, typeof(ModelSlot<T>));
        services.AddKeyedSingleton(name, (provider, _) => new ModelSlot<T>(
            factory(provider) ?? throw new InvalidOperationException($"The factory of the {noun} '{name}' made nothing."), refusal));
        services.AddKeyedSingleton(name, (provider, _) => forward(name, provider.GetRequiredKeyedService<ModelSlot<T>>(name), provider));
        return this;
    }

    private void Refuse(string name, string noun, Type service)
    {
        if (string.IsNullOrEmpty(name))
        {
            throw new ArgumentException($"A {noun} needs a name.", nameof(name));
        }

        if (services.Any(s => s.IsKeyedService && s.ServiceType == service && name.Equals(s.ServiceKey as string, StringComparison.Ordinal)))
        {
            throw new ArgumentException($"There is a {noun} named '{name}' already.", nameof(name));
        }
    }
}
