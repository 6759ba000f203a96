using CsCheck;
using Fairway.Components.Sealing;
using Fairway.Delivery.Records;
using Xunit;

namespace Fairway.Tests.Components.Sealing;

/// <summary>Texts that are kept sealed.</summary>
public sealed class TextSealTests
{
    private const string Place = "Secret web/login data.password";

    private static readonly TextSeal One = new(Keys(("k1", 1)));

    [Fact]
    public void Every_text_comes_back_and_is_not_to_be_read_meanwhile() => Gen.String.Sample(text =>
    {
        var kept = One.Seal(Place, text);
        var isHidden = text.Length < 8 || !kept.Contains(text, StringComparison.Ordinal);
        return isHidden && One.Open(Place, kept) == Valid(text);
    });

    [Fact]
    public void The_same_text_is_sealed_alike_at_one_place_and_otherwise_at_another()
    {
        Assert.Equal(One.Seal(Place, "hunter2"), One.Seal(Place, "hunter2"));
        Assert.NotEqual(One.Seal(Place, "hunter2"), One.Seal("Secret web/other data.password", "hunter2"));
        Assert.NotEqual(One.Seal(Place, "hunter2"), new TextSeal(Keys(("k1", 2))).Seal(Place, "hunter2"));
    }

    [Fact]
    public void What_was_sealed_for_one_place_is_not_opened_at_another() =>
        Assert.Throws<MetaDbUnavailableException>(
            () => One.Open("Secret web/other data.password", One.Seal(Place, "hunter2")));

    [Fact]
    public void A_key_is_rotated_by_adding_one_with_a_later_id()
    {
        var old = One.Seal(Place, "hunter2");
        var both = new TextSeal(Keys(("k1", 1), ("k2", 2)));

        Assert.Equal("hunter2", both.Open(Place, old));
        Assert.StartsWith("sealed:k2:", both.Seal(Place, "hunter2"), StringComparison.Ordinal);
        var missing = Assert.Throws<MetaDbUnavailableException>(
            () => One.Open(Place, both.Seal(Place, "hunter2")));
        Assert.Contains("sealed with the key k2, which this manager does not have (it has k1)", missing.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hunter2")]
    [InlineData("sealed:k1:")]
    [InlineData("sealed:k1:aGVsbG8=")]
    [InlineData("sealed:k1:not base64")]
    [InlineData("sealed:k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_we_never_sealed_is_not_taken_for_sealed(string stored) =>
        Assert.Throws<MetaDbUnavailableException>(() => One.Open(Place, stored));

    [Fact]
    public void Every_changed_byte_is_noticed()
    {
        var kept = One.Seal(Place, "hunter2");
        var bytes = Convert.FromBase64String(kept.Split(':')[2]);
        for (var at = 0; at < bytes.Length; at++)
        {
            bytes[at] ^= 1;
            Assert.Throws<MetaDbUnavailableException>(
                () => One.Open(Place, $"sealed:k1:{Convert.ToBase64String(bytes)}"));
            bytes[at] ^= 1;
        }
    }

    [Fact]
    public void Keys_never_show_themselves_and_bad_ones_are_refused()
    {
        Assert.Equal("SealKeys k1, k2", $"{Keys(("k2", 2), ("k1", 1))}");
        Assert.Throws<FormatException>(() => new SealKeys([]));
        Assert.Throws<FormatException>(() => new SealKeys([new("k1", new byte[31])]));
        Assert.Throws<FormatException>(() => new SealKeys([new("K 1", new byte[32])]));
        Assert.Throws<FormatException>(() => new SealKeys([new("a:b", new byte[32])]));
    }

    /// <summary>Halves of characters cannot be kept; no chart makes them.</summary>
    private static string Valid(string text) =>
        System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));

    private static SealKeys Keys(params (string Id, byte Fill)[] keys) => new(keys.Select(key =>
        KeyValuePair.Create(key.Id, Enumerable.Repeat(key.Fill, SealKeys.KeySize).ToArray())));
}
