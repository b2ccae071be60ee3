using System.Text;
using System.Text.Json;

namespace CustomerValue.Extensions;

/// <summary>Fitted models as JSON files that read back to the same bits: the same model gives the same bytes in every culture.</summary>
/// <remarks>
/// <para>
/// A file names its format, version, kind, the version of the kind's algorithm and the library that saved it, holds the model's numbers, and ends in a seal, a SHA-256 of
/// everything before it. A file is read whole or not at all: an unknown, missing or repeated member, a newer version or algorithm, a value of the wrong type
/// or out of range, a broken seal and anything after the end are refused with a message that says what and where. Files of every released
/// version stay readable.
/// </para>
/// <para>
/// A model that was loaded scores as the one that was saved; its fit report says <see cref="StopReason.NotFitted"/>. The caller opens and
/// closes streams. No reflection: safe to trim and to compile ahead of time. Thread-safe.
/// </para>
/// </remarks>
public static class ModelFile
{
    internal const string Format = "CustomerValue.Model";

    internal const int CurrentVersion = 1;

    private const string Algorithm = "algorithm";

    private const int MaximumDepth = 16;

    private const int CopyBytes = 81_920;

    private static readonly string Library = typeof(ModelFile).Assembly.GetName().Version!.ToString(3);

    /// <summary>The model as text.</summary>
    /// <param name="model">A fitted model of a kind that files can hold.</param>
    /// <param name="options">Limits, or null for the defaults.</param>
    /// <exception cref="ArgumentNullException">The model is null.</exception>
    /// <exception cref="ArgumentException">The kind is not known, the fit did not converge, or the model holds what a file cannot.</exception>
    public static string Save(object model, ModelFileOptions? options = null) => Encoding.UTF8.GetString(ToBytes(model, options ?? ModelFileOptions.Default));

    /// <summary>Writes the model to a stream and leaves it open.</summary>
    /// <param name="model">A fitted model of a kind that files can hold.</param>
    /// <param name="destination">A writable stream.</param>
    /// <param name="options">Limits, or null for the defaults.</param>
    /// <exception cref="ArgumentNullException">The model or the stream is null.</exception>
    /// <exception cref="ArgumentException">The kind is not known, the fit did not converge, or the model holds what a file cannot.</exception>
    public static void Save(object model, Stream destination, ModelFileOptions? options = null)
    {
        _ = destination ?? throw new ArgumentNullException(nameof(destination));
        var bytes = ToBytes(model, options ?? ModelFileOptions.Default);
        destination.Write(bytes, 0, bytes.Length);
    }

    /// <summary>Reads a model from text.</summary>
    /// <typeparam name="T">The model's type, or an interface that it implements.</typeparam>
    /// <param name="text">What <see cref="Save(object, ModelFileOptions?)"/> gave.</param>
    /// <param name="options">Limits, or null for the defaults.</param>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    /// <exception cref="InvalidDataException">The text is no sound model file, or holds no <typeparamref name="T"/>.</exception>
    public static T Load<T>(string text, ModelFileOptions? options = null)
        where T : class => Open<T>(ToBytes(text, options ?? ModelFileOptions.Default), options ?? ModelFileOptions.Default);

    /// <summary>Reads a model from a stream up to its end and leaves it open.</summary>
    /// <typeparam name="T">The model's type, or an interface that it implements.</typeparam>
    /// <param name="source">A readable stream.</param>
    /// <param name="options">Limits, or null for the defaults.</param>
    /// <exception cref="ArgumentNullException">The stream is null.</exception>
    /// <exception cref="InvalidDataException">The stream holds no sound model file, or no <typeparamref name="T"/>.</exception>
    public static T Load<T>(Stream source, ModelFileOptions? options = null)
        where T : class => Open<T>(ToBytes(source, options ?? ModelFileOptions.Default), options ?? ModelFileOptions.Default);

    /// <summary>What a model file says of itself, checked as in <see cref="Load{T}(string, ModelFileOptions?)"/> up to the model.</summary>
    /// <param name="text">A model file.</param>
    /// <param name="options">Limits, or null for the defaults.</param>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    /// <exception cref="InvalidDataException">The text is no model file of a version that this library reads.</exception>
    public static ModelFileHeader ReadHeader(string text, ModelFileOptions? options = null) =>
        Parse(ToBytes(text, options ?? ModelFileOptions.Default), options ?? ModelFileOptions.Default, static root => ReadHeader(root));

    /// <summary>False when a fit stopped short of an optimum.</summary>
    internal static bool IsSound(FitReport report) => report.Stop is StopReason.Converged or StopReason.Boundary or StopReason.NotFitted;

    private static byte[] ToBytes(object model, ModelFileOptions options)
    {
        var codec = ModelKinds.Of(model ?? throw new ArgumentNullException(nameof(model)));
        if (codec.Report(model) is { } report && !IsSound(report) && !options.AllowNotConverged)
        {
            throw new ArgumentException(
                $"The model's fit did not converge ({report}); set ModelFileOptions.AllowNotConverged to save it all the same.", nameof(model));
        }

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            var file = new ModelWriter(json);
            json.WriteStartObject();
            file.Text("format", Format);
            file.Integer("version", CurrentVersion);
            file.Text("kind", codec.Kind);
            file.Integer(Algorithm, codec.Algorithm);
            file.Text("library", Library);
            file.Object("model", members => codec.Write(model, members));
            json.Flush();
        }

        var seal = FileSeal.Close(buffer.ToArray());
        buffer.Write(seal, 0, seal.Length);
        return buffer.ToArray();
    }

    private static byte[] ToBytes(string text, ModelFileOptions options)
    {
        _ = text ?? throw new ArgumentNullException(nameof(text));
        try
        {
            return text.Length <= options.MaximumBytes ? new UTF8Encoding(false, true).GetBytes(text) : throw TooLarge(options);
        }
        catch (EncoderFallbackException broken)
        {
            throw new InvalidDataException($"Model file: the character at {JsonNumbers.Text(broken.Index)} is no valid Unicode.", broken);
        }
    }

    private static byte[] ToBytes(Stream source, ModelFileOptions options)
    {
        _ = source ?? throw new ArgumentNullException(nameof(source));
        using var buffer = new MemoryStream();
        var part = new byte[CopyBytes];
        for (var read = source.Read(part, 0, part.Length); read > 0; read = source.Read(part, 0, part.Length))
        {
            buffer.Write(part, 0, read);
            if (buffer.Length > options.MaximumBytes)
            {
                throw TooLarge(options);
            }
        }

        return buffer.ToArray();
    }

    private static T Open<T>(byte[] bytes, ModelFileOptions options)
        where T : class => Parse(bytes, options, root =>
    {
        var header = ReadHeader(root);
        if (!FileSeal.Holds(bytes) && !options.AllowBrokenSeal)
        {
            throw new InvalidDataException($"Model file: the seal ({FileSeal.Member}, the last member) does not fit: the file was damaged or changed after it was saved.");
        }

        _ = root.Text(FileSeal.Member);
        var codec = ModelKinds.Named(header.Kind) ?? throw ModelReader.Broken("$.kind", $"is '{header.Kind}', which this library does not know");
        if (header.AlgorithmVersion > codec.Algorithm)
        {
            throw ModelReader.Broken("$." + Algorithm, $"is {JsonNumbers.Text(header.AlgorithmVersion)}; CustomerValue {Library} knows {header.Kind} up to {JsonNumbers.Text(codec.Algorithm)}");
        }

        var model = ModelReader.Closed(root.Object("model"), codec.Read);
        root.Close();
        return model as T ?? throw new InvalidDataException($"Model file: it holds a {header.Kind}, which is no {typeof(T).Name}.");
    });

    private static ModelFileHeader ReadHeader(ModelReader root)
    {
        if (!root.Has("format") || root.Text("format") is not Format)
        {
            throw ModelReader.Broken("$.format", $"is not {Format}: this is no model file");
        }

        var version = root.Integer("version", 1, int.MaxValue);
        return version <= CurrentVersion
            ? new ModelFileHeader(version, root.Text("kind"), root.Text("library"), root.Has(Algorithm) ? root.Integer(Algorithm, 1, int.MaxValue) : 1)
            : throw ModelReader.Broken("$.version", $"is {JsonNumbers.Text(version)}; CustomerValue {Library} reads versions up to {JsonNumbers.Text(CurrentVersion)}");
    }

    private static T Parse<T>(byte[] bytes, ModelFileOptions options, Func<ModelReader, T> read)
    {
        if (bytes.Length > options.MaximumBytes)
        {
            throw TooLarge(options);
        }

        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = MaximumDepth });
            return read(new ModelReader(document.RootElement, "$"));
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException(
                $"Model file: no JSON of at most {JsonNumbers.Text(MaximumDepth)} levels at line {JsonNumbers.Text(broken.LineNumber + 1 ?? 0)}, byte {JsonNumbers.Text(broken.BytePositionInLine ?? 0)}: {broken.Message}",
                broken);
        }
        catch (InvalidOperationException broken)
        {
            // Bytes or escapes inside a text that are no valid Unicode: found when the text is taken.
            throw new InvalidDataException($"Model file: a text is no valid Unicode: {broken.Message}", broken);
        }
    }

    private static InvalidDataException TooLarge(ModelFileOptions options) =>
        new($"Model file: it is larger than {JsonNumbers.Text(options.MaximumBytes)} bytes (ModelFileOptions.MaximumBytes).");
}
