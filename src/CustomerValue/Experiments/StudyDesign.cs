namespace CustomerValue.Experiments;

/// <summary>How customers came into their groups: the assumption every contrast stands or falls with.</summary>
public enum StudyDesign
{
    /// <summary>Someone chose: a difference of groups mixes what was done with how they were picked. Every contrast warns.</summary>
    Chosen = 0,

    /// <summary>Lots were drawn: a difference of groups is an effect.</summary>
    Randomized,

    /// <summary>The model chose whom to recommend; lots decided who of them was marketed to. Marketing − recommended is an effect, the other differences are not, and warn.</summary>
    RandomizedCampaign,
}
