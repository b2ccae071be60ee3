namespace CustomerValue.Reporting;

/// <summary>The colors of a chart, by what they say.</summary>
internal enum Ink
{
    None = -1,
    Paper = 0,
    Text,
    Muted,
    Rule,
    Grid,
    Blue,
    Orange,
    Teal,
    Plum,
    Ochre,
    Grey,
    Zone,
    Shade,
    Stay,
    Up1,
    Up2,
    Up3,
    Up4,
    Up5,
    Down1,
    Down2,
    Down3,
    Down4,
    Down5,
}
