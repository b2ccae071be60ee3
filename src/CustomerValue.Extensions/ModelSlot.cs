namespace CustomerValue.Extensions;

/// <summary>Holds the model in use and lets it be replaced while others score.</summary>
/// <typeparam name="T">An immutable, thread-safe model.</typeparam>
/// <remarks>
/// Readers take no lock: each <see cref="Current"/> is one volatile read. Whoever began with the old model finishes with it; take
/// <see cref="Current"/> once where several calls must agree.
/// </remarks>
public sealed class ModelSlot<T>
    where T : class
{
    private Func<T, T, string?>[] refusals;
    private T current;

    /// <summary>A slot that starts with a model.</summary>
    /// <param name="initial">The first model.</param>
    /// <exception cref="ArgumentNullException">The model is null.</exception>
    public ModelSlot(T initial)
        : this(initial, null)
    {
    }

    /// <summary>A slot that asks before each change why the second model may not replace the first; null says it may.</summary>
    internal ModelSlot(T initial, Func<T, T, string?>? refusal)
    {
        current = initial ?? throw new ArgumentNullException(nameof(initial));
        refusals = refusal is null ? [] : [refusal];
    }

    /// <summary>The model in use now.</summary>
    public T Current => Volatile.Read(ref current);

    /// <summary>Puts another model in use and returns the one it replaces.</summary>
    /// <param name="replacement">The new model.</param>
    /// <exception cref="ArgumentNullException">The model is null.</exception>
    /// <exception cref="ArgumentException">The slot belongs to a registered scorer or uplift model, and the new model takes another number of features, or a live scorer's map cannot feed it.</exception>
    public T Replace(T replacement)
    {
        _ = replacement ?? throw new ArgumentNullException(nameof(replacement));
        while (true)
        {
            var replaced = Current;
            foreach (var refusal in Volatile.Read(ref refusals))
            {
                if (refusal(replaced, replacement) is { } reason)
                {
                    throw new ArgumentException(reason, nameof(replacement));
                }
            }

            if (ReferenceEquals(Interlocked.CompareExchange(ref current, replacement, replaced), replaced))
            {
                return replaced;
            }
        }
    }

    /// <summary>Asks one more before each change.</summary>
    internal void Watch(Func<T, T, string?> refusal)
    {
        while (true)
        {
            var before = Volatile.Read(ref refusals);
            if (ReferenceEquals(Interlocked.CompareExchange(ref refusals, [.. before, refusal], before), before))
            {
                return;
            }
        }
    }
}
