// The service types of Spread, weakest first, each in one line.

export const SERVICE_TYPES = {
  UNRELIABLE: 'May get lost, and may arrive in any order.',
  RELIABLE: 'Arrives, but in no particular order.',
  FIFO: 'Arrives; the messages of one sender stay in their order.',
  CAUSAL: 'Like FIFO, and an answer never precedes what it answers.',
  AGREED: 'All members see all messages in one order. The usual choice.',
  SAFE: 'One order, and only once every daemon has the message.',
};

export const DEFAULT_SERVICE_TYPE = 'AGREED';
