namespace CustomerValue.Extensions;

/// <summary>How one kind of model is written and read.</summary>
internal abstract class ModelCodec
{
    /// <summary>The kind's name in files; never changes.</summary>
    public abstract string Kind { get; }

    /// <summary>Version of what the model does with its numbers: raised when the same numbers would no longer give the same answers.</summary>
    public abstract int Algorithm { get; }

    public abstract bool Knows(object model);

    /// <summary>The fit behind a model; null where models of the kind are not fitted by iteration.</summary>
    public abstract FitReport? Report(object model);

    public abstract void Write(object model, ModelWriter file);

    public abstract object Read(ModelReader file);
}

/// <summary>A codec from three functions.</summary>
internal sealed class ModelCodec<T>(string kind, Action<T, ModelWriter> write, Func<ModelReader, T> read, Func<T, FitReport?>? report = null, int algorithm = 1) : ModelCodec
    where T : class
{
    public override string Kind => kind;

    public override int Algorithm => algorithm;

    public override bool Knows(object model) => model is T;

    public override FitReport? Report(object model) => report?.Invoke((T)model);

    public override void Write(object model, ModelWriter file) => write((T)model, file);

    public override object Read(ModelReader file) => read(file);
}
