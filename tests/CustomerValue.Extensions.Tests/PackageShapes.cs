using System.Reflection;
using System.Runtime.Loader;
using CustomerValue.Testing;
using CustomerValue.Tests.Architecture;

namespace CustomerValue.Extensions.Tests;

/// <summary>The packages around the core: their public surface is committed too, and keeps the same shape rules.</summary>
public sealed class PackageShapes
{
    [Fact]
    public void The_public_surface_of_Extensions_is_the_committed_one() =>
        Snapshot.Check("CustomerValue.Extensions.net10.0.txt", PublicApi.Lines(typeof(ModelFile).Assembly.GetTypes()));

    [Fact]
    public void So_is_that_of_its_old_target()
    {
        var path = Path.Combine(
            Repository.Root, "src", "CustomerValue.Extensions", "bin", Repository.Configuration, "netstandard2.0", "CustomerValue.Extensions.dll");
        File.Exists(path).Should().BeTrue("{0} is built with the solution", path);
        var old = new AssemblyLoadContext("old target").LoadFromAssemblyPath(path);

        Snapshot.Check("CustomerValue.Extensions.netstandard2.0.txt", PublicApi.Lines(old.GetTypes()));
        Snapshot.Read("CustomerValue.Extensions.netstandard2.0.txt").Should().BeSubsetOf(Snapshot.Read("CustomerValue.Extensions.net10.0.txt"));
    }

    [Fact]
    public void The_public_surface_of_Testing_is_the_committed_one() =>
        Snapshot.Check("CustomerValue.Testing.net10.0.txt", PublicApi.Lines(typeof(SyntheticBank).Assembly.GetTypes()));

    [Theory]
    [InlineData(typeof(ModelFile))]
    [InlineData(typeof(SyntheticBank))]
    public void Public_types_keep_the_shape_rules(Type member)
    {
        Type[] types = member.Assembly.GetTypes();
        ShapeRules.Violations(types, ["CustomerValue", "CustomerValue.Lifetime", "CustomerValue.Experiments", "CustomerValue.Extensions", "CustomerValue.Testing"])
            .Should().BeEmpty();
    }
}
