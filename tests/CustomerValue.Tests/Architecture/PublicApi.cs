using System.Reflection;
using System.Text;

namespace CustomerValue.Tests.Architecture;

/// <summary>The public surface of an assembly as sorted lines, one per type and member.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly string[] OfEveryRecord = ["<Clone>$", "PrintMembers", "get_EqualityContract", "EqualityContract"];

    public static string[] Lines(IEnumerable<Type> types) => types
        .Where(t => t.IsVisible)
        .SelectMany(t => Members(t).Select(m => $"{Name(t)}.{m}").Prepend(Declaration(t)))
        .OrderBy(l => l, StringComparer.Ordinal)
        .ToArray();

    private static string Declaration(Type type)
    {
        var kind = type.IsEnum ? "enum" : type.IsValueType ? "struct" : type.IsInterface ? "interface"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : type.IsAbstract && type.IsSealed ? "static class" : type.IsAbstract ? "abstract class" : "class";
        var contracts = type.IsEnum ? [] : type.GetInterfaces().Where(i => i.IsVisible && i.Namespace!.StartsWith("CustomerValue", StringComparison.Ordinal)).Select(Name).OrderBy(n => n, StringComparer.Ordinal).ToArray();
        return $"{Name(type)} ({kind}){(contracts.Length == 0 ? "" : " : " + string.Join(", ", contracts))}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(n => $"{n} = {Convert.ToInt64(Enum.Parse(type, n), System.Globalization.CultureInfo.InvariantCulture)}");
        }

        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return [Signature(type.GetMethod("Invoke")!)];
        }

        return type.GetMembers(Declared).Where(m => !OfEveryRecord.Contains(m.Name)).SelectMany(Line);
    }

    private static IEnumerable<string> Line(MemberInfo member)
    {
        switch (member)
        {
            case ConstructorInfo { IsPublic: true } constructor:
                yield return $"new({Parameters(constructor)})";
                break;
            case FieldInfo { IsPublic: true } field:
                yield return $"{field.Name} : {Name(field.FieldType)}{(field.IsLiteral ? " const" : "")}";
                break;
            case PropertyInfo { GetMethod.IsPublic: true } property:
                var set = property.SetMethod is not { IsPublic: true } setter ? ""
                    : setter.ReturnParameter.GetRequiredCustomModifiers().Any(m => m.Name == "IsExternalInit") ? " init;" : " set;";
                var index = property.GetIndexParameters();
                yield return $"{(property.GetMethod!.IsStatic ? "static " : "")}{property.Name}{(index.Length == 0 ? "" : $"[{string.Join(", ", index.Select(Parameter))}]")} {{ get;{set} }} : {Name(property.PropertyType)}";
                break;
            case MethodInfo { IsPublic: true } method when !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal):
                yield return Signature(method);
                break;
            default:
                break;
        }
    }

    private static string Signature(MethodInfo method)
    {
        var generic = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : "";
        return $"{(method.IsStatic ? "static " : "")}{method.Name}{generic}({Parameters(method)}) : {Name(method.ReturnType)}";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter) =>
        $"{(parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? "in " : "")}{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = " + Default(parameter) : "")}";

    private static string Default(ParameterInfo parameter) => parameter.DefaultValue switch
    {
        null => "default",
        IFormattable value => value.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        var value => value.ToString()!,
    };

    private static string Name(Type type)
    {
        if (type.HasElementType)
        {
            return Name(type.GetElementType()!) + (type.IsArray ? "[]" : type.IsPointer ? "*" : "");
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        var text = new StringBuilder();
        text.Append(type.IsNested ? Name(type.DeclaringType!) + "." : type.Namespace is "System" ? "" : type.Namespace + ".");
        text.Append(type.Name.Split('`')[0]);
        if (type.IsGenericType)
        {
            text.Append('<').AppendJoin(", ", type.GetGenericArguments().Select(Name)).Append('>');
        }

        return text.ToString();
    }
}
