using System.Reflection;

namespace CustomerValue.Tests.Architecture;

/// <summary>The house plan of docs/flow.md, read back from a built assembly.</summary>
internal static class RoomRules
{
    private static readonly string[] Base = ["", "Numerics"];
    private static readonly string[] Statistical = [.. Base, "Statistics"];
    private static readonly string[] Model = [.. Statistical, "Evaluation", "Information"];

    /// <summary>Room → rooms it may use besides itself. "" is the root.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        [""] = [],
        ["Numerics"] = [""],
        ["Information"] = Base,
        ["Statistics"] = Base,
        ["Evaluation"] = Statistical,
        ["Segmentation"] = Model,
        ["Lifetime"] = Model,
        ["Propensity"] = Model,
        ["Uplift"] = [.. Model, "Propensity"],
        ["Targeting"] = Statistical,
        ["Experiments"] = Statistical,
    };

    public static IEnumerable<string> Violations(IEnumerable<Type> types, string root)
    {
        foreach (var type in types)
        {
            var room = Room(type, root);
            if (room is null)
            {
                continue;
            }

            if (!Allowed.TryGetValue(room, out var allowed))
            {
                yield return $"{type.FullName} stands in no room of the house plan";
                continue;
            }

            foreach (var used in ReferencedTypes.Of(type))
            {
                var other = Room(used, root);
                if (other is not null && other != room && !allowed.Contains(other))
                {
                    yield return $"{type.FullName} uses {used.FullName}: {Name(room)} may not use {Name(other)}";
                }

                if (room != "Numerics" && used.Assembly.GetName().Name == "MathNet.Numerics")
                {
                    yield return $"{type.FullName} names {used.FullName}: only Numerics may name MathNet";
                }
            }
        }
    }

    private static string Name(string room) => room.Length == 0 ? "the root" : room;

    private static string? Room(Type type, string root)
    {
        var space = type.Namespace ?? string.Empty;
        return space == root ? string.Empty
            : space.StartsWith(root + ".", StringComparison.Ordinal) ? space[(root.Length + 1)..]
            : null;
    }
}
