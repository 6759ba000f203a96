using System.Text;
using Fairway.Schema.Documents;
using Xunit;

namespace Fairway.Tests.Schema.Documents;

/// <summary>Bytes worked out by hand from the numbers of openapiv2/OpenAPIv2.proto.</summary>
public sealed class OpenApiProtobufTests
{
    [Theory]
    [InlineData(
        """{"swagger":"2.0","info":{"title":"K"}}""",
        "0A03322E3012030A014B")]
    [InlineData(
        """{"definitions":{"a":{"type":"object","required":["x","y"],"additionalProperties":true}}}""",
        "4A1F0A1D0A01611218B201080A066F626A6563749A0101789A010179AA01021001")]
    [InlineData(
        """{"paths":{"/p":{"patch":{"parameters":[{"in":"query","name":"n"}],"x-k":{"a":1}}}}}""",
        "422E122C0A022F701226422442100A0E120C1A0A1205717565727922016E6A100A03782D6B120912077B2261223A317D")]
    [InlineData(
        """{"paths":{"/p":{"get":{"responses":{"200":{"description":"OK","schema":{"$ref":"#/d"}}}}}}}""",
        "422412220A022F70121C121A4A180A160A03323030120F0A0D0A024F4B12070A050A03232F64")]
    [InlineData(
        """{"definitions":{"a":{"minimum":0.5,"minItems":2,"items":{"type":"string"},"enum":["b"]}}}""",
        "4A2A0A280A0161122349000000000000E03F7802BA010D0A0BB201080A06737472696E67A201051203226222")]
    public void A_document_is_written_by_its_numbers(string json, string hex) =>
        Assert.Equal(hex, Convert.ToHexString(OpenApiProtobuf.Write(Encoding.UTF8.GetBytes(json))));
}
