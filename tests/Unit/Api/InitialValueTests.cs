using System.Text.Json;
using Fairway.Api;
using Xunit;

namespace Fairway.Tests.Api;

/// <summary>What a field means that is absent, is what the record says by its initial value.</summary>
public sealed class InitialValueTests
{
    public static TheoryData<Type> Records => [.. ApiRecords.All.Order(Comparer<Type>.Create(
        (one, other) => string.CompareOrdinal(one.FullName, other.FullName)))];

    [Theory]
    [MemberData(nameof(Records))]
    public void What_is_absent_has_its_initial_value(Type record)
    {
        var made = Activator.CreateInstance(record)!;
        var read = JsonSerializer.Deserialize("{}", ApiJson.Default.GetTypeInfo(record)!)!;

        Assert.All(
            ApiRecords.PropertiesOf(record),
            property => Assert.Equivalent(property.GetValue(made), property.GetValue(read)));
    }

    [Fact]
    public void A_rollout_that_permits_nothing_is_read_as_one_that_permits_nothing()
    {
        var read = JsonSerializer.Deserialize("""{"spec":{}}""", ApiJson.Default.Rollout)!;

        Assert.Equal(-1, read.Spec.PermittedThrough);
        Assert.Equal(2, read.Spec.MaxRestarts);
        Assert.Empty(read.Spec.Steps);
    }
}
