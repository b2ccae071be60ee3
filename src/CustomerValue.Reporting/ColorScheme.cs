namespace CustomerValue.Reporting;

/// <summary>The paper a chart is drawn on.</summary>
public enum ColorScheme
{
    /// <summary>White paper; dark on screens whose user asked for dark. Printers and other programs see white paper.</summary>
    Adaptive = 0,

    /// <summary>White paper everywhere.</summary>
    Light,

    /// <summary>Dark paper everywhere: for slides.</summary>
    Dark,
}
