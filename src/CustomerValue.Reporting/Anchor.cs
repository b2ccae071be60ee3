namespace CustomerValue.Reporting;

/// <summary>Which end of a text stands at its coordinate.</summary>
internal enum Anchor
{
    Start = 0,
    Middle,
    End,
}
