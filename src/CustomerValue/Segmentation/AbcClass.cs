namespace CustomerValue.Segmentation;

/// <summary>Class of a customer in a Pareto analysis.</summary>
public enum AbcClass
{
    /// <summary>The few who hold most.</summary>
    A,

    /// <summary>Those in between.</summary>
    B,

    /// <summary>The many who hold little.</summary>
    C,
}
