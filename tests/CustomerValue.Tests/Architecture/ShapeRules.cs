using System.Reflection;
using System.Runtime.CompilerServices;

namespace CustomerValue.Tests.Architecture;

/// <summary>How public types may look (CONVENTIONS §2 and §3), read back from a built assembly.</summary>
internal static class ShapeRules
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly string[] BannedEndings = ["Helper", "Manager", "Util", "Utils", "Processor", "Data", "Info", "Impl"];

    public static IEnumerable<string> Violations(IReadOnlyCollection<Type> types, IReadOnlyCollection<string> namespaces)
    {
        var reserved = namespaces.SelectMany(n => n.Split('.')).ToHashSet(StringComparer.Ordinal);
        foreach (var type in types.Where(t => !IsCompilerMade(t)))
        {
            var found = OfEveryType(type);
            if (type.IsVisible)
            {
                found = found.Concat(OfPublicType(type, reserved));
            }

            foreach (var violation in found)
            {
                yield return $"{type.FullName} {violation}";
            }
        }
    }

    private static IEnumerable<string> OfEveryType(Type type)
    {
        if (BannedEndings.Any(w => Plain(type.Name).EndsWith(w, StringComparison.Ordinal)))
        {
            yield return "ends in a banned word";
        }

        foreach (var field in type.GetFields(Declared).Where(f => f.IsStatic && !f.IsLiteral && !f.IsInitOnly && !IsCompilerMade(f)))
        {
            yield return $"keeps mutable static state in {field.Name}";
        }
    }

    private static IEnumerable<string> OfPublicType(Type type, HashSet<string> reserved)
    {
        if (type.IsClass && !type.IsSealed && !type.IsAbstract && !typeof(Delegate).IsAssignableFrom(type))
        {
            yield return "is a class that is neither sealed, static nor abstract";
        }

        if (reserved.Contains(Plain(type.Name)))
        {
            yield return "is named like a namespace";
        }

        if (type.IsInterface && type.GetMembers().Count(m => m is not MethodInfo { IsSpecialName: true }) > 3)
        {
            yield return "is an interface of more than three members";
        }

        if (type.GetMethod("Deconstruct") is not null && type.GetMethod("<Clone>$") is not null)
        {
            yield return "is a positional record";
        }

        if (type.GetCustomAttribute<RequiredMemberAttribute>() is not null)
        {
            yield return "has a required member";
        }

        foreach (var property in type.GetProperties(Declared))
        {
            if (property.SetMethod is { IsPublic: true } setter && !IsInit(setter))
            {
                yield return $"has a public setter {property.Name}";
            }

            if (property.GetMethod is { IsPublic: true } && property.PropertyType.IsArray)
            {
                yield return $"hands out an array in {property.Name}";
            }
        }

        foreach (var field in type.GetFields(Declared).Where(f => f.IsPublic && !f.IsStatic && !type.IsEnum))
        {
            yield return $"has a public field {field.Name}";
        }

        foreach (var method in type.GetMethods(Declared).Where(m => m.IsPublic || m.IsFamily))
        {
            if (method.ReturnType.IsArray && !method.IsSpecialName)
            {
                yield return $"hands out an array in {method.Name}";
            }

            foreach (var named in method.GetParameters().Select(p => p.ParameterType).Append(method.ReturnType).SelectMany(Parts))
            {
                if (IsForeign(named, type.Assembly))
                {
                    yield return $"shows {named.FullName} of another package in {method.Name}";
                }
            }
        }
    }

    // By name: netstandard2.0 has no IsExternalInit, and the compiler takes the internal one of Downlevel.
    private static bool IsInit(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Any(m => m.FullName == "System.Runtime.CompilerServices.IsExternalInit");

    private static IEnumerable<Type> Parts(Type type) => type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type)
        : [type];

    private static bool IsForeign(Type type, Assembly own)
    {
        var name = type.Assembly.GetName().Name!;
        return type.Assembly != own
            && !name.StartsWith("System", StringComparison.Ordinal)
            && !name.StartsWith("CustomerValue", StringComparison.Ordinal)
            && !name.StartsWith("Microsoft.Extensions.DependencyInjection", StringComparison.Ordinal)
            && name is not ("netstandard" or "mscorlib");
    }

    private static string Plain(string name) => name.Split('`')[0];

    private static bool IsCompilerMade(MemberInfo member) =>
        member.Name.Contains('<', StringComparison.Ordinal)
        || member.GetCustomAttribute<CompilerGeneratedAttribute>() is not null
        || (member is Type { DeclaringType: { } outer } && IsCompilerMade(outer));
}
