namespace CustomerValue.Uplift;

/// <summary>Weights, outcomes and squared outcomes around a center of some customers, by arm.</summary>
internal struct ArmTotals
{
    public double N1, N0, Y1, Y0, Q1, Q0;

    public double Customers => N1 + N0;

    public void Add(bool treated, double weight, double outcome, double center)
    {
        var square = weight * (outcome - center) * (outcome - center);
        if (treated)
        {
            N1 += weight;
            Y1 += weight * outcome;
            Q1 += square;
        }
        else
        {
            N0 += weight;
            Y0 += weight * outcome;
            Q0 += square;
        }
    }

    public void Add(ArmTotals other, double treatedShare, double otherShare)
    {
        N1 += treatedShare * other.N1;
        Y1 += treatedShare * other.Y1;
        Q1 += treatedShare * other.Q1;
        N0 += otherShare * other.N0;
        Y0 += otherShare * other.Y0;
        Q0 += otherShare * other.Q0;
    }
}
