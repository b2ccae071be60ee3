namespace CustomerValue.Lifetime;

/// <summary>Something discounted continuously at a flat rate until a horizon.</summary>
internal interface IFlatDiscount
{
    double Until(double rate, double horizon);
}
