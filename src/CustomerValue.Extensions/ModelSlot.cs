namespace CustomerValue.Extensions;

/// <summary>Holds the model in use and lets it be replaced while others score.</summary>
/// <typeparam name="T">An immutable, thread-safe model.</typeparam>
/// <remarks>Readers take no lock: each <see cref="Current"/> is one volatile read.</remarks>
public sealed class ModelSlot<T>
    where T : class
{
    private T current;

    /// <summary>A slot that starts with a model.</summary>
    /// <param name="initial">The first model.</param>
    /// <exception cref="ArgumentNullException">The model is null.</exception>
    public ModelSlot(T initial) => current = initial ?? throw new ArgumentNullException(nameof(initial));

    /// <summary>The model in use now.</summary>
    public T Current => Volatile.Read(ref current);

    /// <summary>Puts another model in use and returns the one it replaces.</summary>
    /// <param name="replacement">The new model.</param>
    /// <exception cref="ArgumentNullException">The model is null.</exception>
    public T Replace(T replacement) => Interlocked.Exchange(ref current, replacement ?? throw new ArgumentNullException(nameof(replacement)));
}
