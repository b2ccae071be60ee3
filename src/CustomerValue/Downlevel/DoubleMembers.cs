#if !NET
// Static members of double, BitConverter and Math that netstandard2.0 lacks, under their modern names,
// so that domain code carries no #if.
namespace System;

internal static class DoubleMembers
{
    extension(double)
    {
        public static bool IsFinite(double value) => (BitConverter.DoubleToInt64Bits(value) & 0x7FFFFFFFFFFFFFFF) < 0x7FF0000000000000;

        public static bool IsNegative(double value) => BitConverter.DoubleToInt64Bits(value) < 0;
    }

    extension(BitConverter)
    {
        public static ulong DoubleToUInt64Bits(double value) => unchecked((ulong)BitConverter.DoubleToInt64Bits(value));

        public static double UInt64BitsToDouble(ulong bits) => BitConverter.Int64BitsToDouble(unchecked((long)bits));
    }

    extension(Math)
    {
        public static int Clamp(int value, int min, int max) => value < min ? min : value > max ? max : value;

        public static double Clamp(double value, double min, double max) => value < min ? min : value > max ? max : value;

        public static double CopySign(double magnitude, double sign) =>
            BitConverter.DoubleToInt64Bits(sign) < 0 ? -Math.Abs(magnitude) : Math.Abs(magnitude);

        public static ulong BigMul(ulong a, ulong b, out ulong low)
        {
            ulong aLow = (uint)a, aHigh = a >> 32, bLow = (uint)b, bHigh = b >> 32;
            ulong lowLow = aLow * bLow, highLow = aHigh * bLow, lowHigh = aLow * bHigh;
            var middle = (lowLow >> 32) + (uint)highLow + (uint)lowHigh;
            low = (middle << 32) | (uint)lowLow;
            return aHigh * bHigh + (highLow >> 32) + (lowHigh >> 32) + (middle >> 32);
        }
    }
}
#endif
