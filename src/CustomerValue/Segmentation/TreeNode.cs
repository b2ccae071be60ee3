namespace CustomerValue.Segmentation;

/// <summary>A split, whose children stand side by side at <see cref="Left"/>, or a leaf, where that is −1.</summary>
internal struct TreeNode
{
    public int Left;
    public int Column;
    public double Bound;
    public int Segment;
    public double Count;
    public double Purity;
}
