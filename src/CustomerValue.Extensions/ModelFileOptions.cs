namespace CustomerValue.Extensions;

/// <summary>What <see cref="ModelFile"/> accepts.</summary>
public sealed record ModelFileOptions
{
    private readonly int maximumBytes = 64 * 1024 * 1024;

    /// <summary>64 MB at most, sealed files only, no model whose fit failed.</summary>
    public static ModelFileOptions Default { get; } = new();

    /// <summary>Largest file that is read, in bytes, at least 256. Default 64 MiB; a file needs up to about twelve times that in memory while it is read.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 256.</exception>
    public int MaximumBytes
    {
        get => maximumBytes;
        init => maximumBytes = value >= 256
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MaximumBytes), $"MaximumBytes is {JsonNumbers.Text(value)}; it must be ≥ 256.");
    }

    /// <summary>True to save a model whose fit stopped without convergence. Default false.</summary>
    public bool AllowNotConverged { get; init; }

    /// <summary>True to read a file that was changed after it was saved (its seal no longer fits). Default false.</summary>
    public bool AllowBrokenSeal { get; init; }
}
