using Fairway.Delivery.Records;
using Fairway.MetaDb.Postgres;
using Npgsql;
using Xunit;

namespace Fairway.Tests.MetaDb.Postgres;

/// <summary>Addresses, as libpq writes them.</summary>
public sealed class PostgresAddressTests
{
    [Fact]
    public void An_address_says_where_who_and_how()
    {
        var read = PostgresAddress.Read(
            "postgresql://fair%40way:p%3Ass%2Fword@db.example:6432/facts?sslmode=verify-full&sslrootcert=/ca.pem");

        Assert.Equal(("db.example", 6432, "facts"), (read.Host, read.Port, read.Database));
        Assert.Equal(("fair@way", "p:ss/word"), (read.Username, read.Password));
        Assert.Equal((SslMode.VerifyFull, "/ca.pem"), (read.SslMode, read.RootCertificate));
    }

    [Theory]
    [InlineData("postgres://db/facts", "postgresql://db:5432/facts")]
    [InlineData("postgresql://u:secret@one:1,two:2/facts", "postgresql://one:1,two:2/facts")]
    [InlineData("postgresql://[::1]:77/facts", "postgresql://[::1]:77/facts")]
    public void People_are_told_the_place_alone(string address, string place) =>
        Assert.Equal(place, PostgresSettings.Of(address).Place);

    [Fact]
    public void Of_several_hosts_the_one_that_takes_writes_is_meant() =>
        Assert.Equal("primary", PostgresAddress.Read("postgresql://one,two/facts").TargetSessionAttributes);

    [Theory]
    [InlineData("postgresql:///facts", "it names no host or no database")]
    [InlineData("postgresql://u:hunter2@db", "it names no host or no database")]
    [InlineData("postgresql://u:hunter2@db/facts?sslmod=require", "the option \"sslmod\" is not known")]
    [InlineData("postgresql://u:hunter2@db/facts?sslmode=maybe", "maybe")]
    [InlineData("postgresql://u:hunter2@db:many/facts", "many")]
    public void What_is_no_address_is_refused_without_its_password(string address, string why)
    {
        var refused = Assert.Throws<MetaDbUnavailableException>(() => PostgresAddress.Read(address));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Contains("write postgresql://user@host:5432/database", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
    }
}
