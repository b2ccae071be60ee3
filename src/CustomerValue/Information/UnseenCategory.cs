namespace CustomerValue.Information;

/// <summary>What happens to a level that the fit did not see.</summary>
public enum UnseenCategory
{
    /// <summary>It is refused; the message names row, column and level.</summary>
    Refuse = 0,

    /// <summary>It becomes the level <see cref="CategoryEncoding.OtherLevel"/>, and is counted.</summary>
    Other,
}
