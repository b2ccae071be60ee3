namespace CustomerValue.Tests.Architecture;

/// <summary>The bit tests on processors that lack what this one has.</summary>
[Collection("Child runs")]
public sealed class MaskedProcessors
{
    [Theory]
    [Trait("Category", "ChildRun")]
    [InlineData("DOTNET_EnableAVX512=0")]
    [InlineData("DOTNET_EnableAVX2=0")]
    [InlineData("DOTNET_EnableHWIntrinsic=0")]
    [InlineData("GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-AVX2")]
    [InlineData("DOTNET_TieredCompilation=0")]
    public void The_bits_are_the_same_under(string setting)
    {
        var parts = setting.Split('=', 2);
        var run = ChildRun.Run("Category=Bits", (parts[0], parts[1]));

        run.ExitCode.Should().Be(0, run.Output);
        run.Passed.Should().BeGreaterThan(3, run.Output);
    }

    /// <summary>The mask is felt: the runtime itself says so.</summary>
    [Theory]
    [Trait("Category", "ChildRun")]
    [InlineData("DOTNET_EnableAVX512=0", "512")]
    [InlineData("DOTNET_EnableAVX2=0", "256")]
    public void A_masked_processor_lacks_the_width(string setting, string width)
    {
        var parts = setting.Split('=', 2);
        var run = ChildRun.Run($"FullyQualifiedName~WidthProbe&FullyQualifiedName~{width}", (parts[0], parts[1]));

        (run.Passed + run.Failed).Should().Be(1, run.Output);
        run.Passed.Should().Be(1, run.Output);
    }
}

/// <summary>True only where a wide vector unit is masked or absent; run by <see cref="MaskedProcessors"/> alone.</summary>
public sealed class WidthProbe
{
    [Fact]
    [Trait("Category", "Bite")]
    public void Vectors_of_512_are_absent() => System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated.Should().BeFalse();

    [Fact]
    [Trait("Category", "Bite")]
    public void Vectors_of_256_are_absent() => System.Runtime.Intrinsics.X86.Avx2.IsSupported.Should().BeFalse();
}
